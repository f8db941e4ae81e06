package org.waypost.policy.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawHeaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: b\r\nC:\r\n\td\r\n\r\n",
                "A: b\r\n",
                "\r\n",
                "",
                " begins folded\r\nA: b\r\n\r\n",
                "no field at all\r\nA: \u00fc\u00e9\r\n\r\n"
            })
    void nothingIsChangedByReadingAndWriting(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        RawHeader.read(new ByteArrayInputStream(bytes)).writeTo(out);

        assertThat(out.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void fieldsAreFoundByNameAndTheBodyIsLeft() throws IOException {
        ByteArrayInputStream in =
                new ByteArrayInputStream("To: a\r\nTO : b\r\n c\r\n\r\nTo: body".getBytes(StandardCharsets.US_ASCII));

        RawHeader header = RawHeader.read(in);

        assertThat(header.named("to")).extracting(RawHeader.Field::value).containsExactly(" a", " b\r\n c");
        assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("To: body");
    }

    @Test
    void anEndlessHeaderIsNotReadToItsEnd() {
        byte[] endless = "A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n"
                .repeat(30_000)
                .getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> RawHeader.read(new ByteArrayInputStream(endless)))
                .isInstanceOf(IOException.class);
    }
}
