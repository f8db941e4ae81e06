package org.waypost.server.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SamplePdfTest {
    @Test
    void crossReferencesPointAtTheirObjects() {
        String file = new String(SamplePdf.withLine("One line."), StandardCharsets.US_ASCII);

        Matcher table = Pattern.compile("startxref\n(\\d+)\n%%EOF\n$").matcher(file);
        assertThat(table.find()).isTrue();
        String entries = file.substring(Integer.parseInt(table.group(1)));
        assertThat(entries).startsWith("xref\n0 6\n0000000000 65535 f \n");
        Matcher entry = Pattern.compile("(\\d{10}) 00000 n \n").matcher(entries);
        int number = 0;
        while (entry.find()) {
            number++;
            assertThat(file.substring(Integer.parseInt(entry.group(1)))).startsWith(number + " 0 obj\n");
        }
        assertThat(number).isEqualTo(5);
    }

    @Test
    void lengthOfTheStreamIsTrue() {
        String file = new String(SamplePdf.withLine("Some words, more words."), StandardCharsets.US_ASCII);

        Matcher stream =
                Pattern.compile("/Length (\\d+) >>\nstream\n(.*)\nendstream").matcher(file);
        assertThat(stream.find()).isTrue();
        assertThat(stream.group(2)).hasSize(Integer.parseInt(stream.group(1))).contains("(Some words, more words.) Tj");
    }

    @Test
    void refusesWhatWouldNeedEscapes() {
        assertThatThrownBy(() -> SamplePdf.withLine("a)b")).hasMessageContaining("'a)b'");
    }
}
