package org.waypost.matchers.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.transport.matchers.RelayLimit;
import org.apache.mailet.Mail;
import org.apache.mailet.Matcher;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("feature-123")
class TooManyHopsTest {

    @ParameterizedTest
    @ValueSource(strings = {"Received", "RECEIVED", "received", "rEcEiVeD"})
    void countsTheFieldsHoweverTheirNameIsWritten(String name) throws Exception {
        assertThat(matcher(new TooManyHops(), "3").match(mail(name, 3))).isEmpty();
        assertThat(matcher(new TooManyHops(), "3").match(mail(name, 4)))
                .extracting(Object::toString)
                .containsExactly("bob@example.test");
    }

    /** Why the matcher is not James' own. */
    @Test
    void stockRelayLimitSeesNoLoopWhenTheNameIsWrittenInOtherLetters() throws Exception {
        assertThat(matcher(new RelayLimit(), "3").match(mail("Received", 4))).isNotEmpty();
        assertThat(matcher(new RelayLimit(), "3").match(mail("RECEIVED", 60))).isNullOrEmpty();
    }

    @Test
    void otherFieldsDontCount() throws Exception {
        assertThat(matcher(new TooManyHops(), "1").match(mail("X-Received", 60)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "0", "-1", "1001", "1.5"})
    void wrongConditionsAreRefusedByName(String condition) {
        assertThatThrownBy(() -> matcher(new TooManyHops(), condition))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("TooManyHops: condition is ")
                .hasMessageContaining("expected a whole number from 1 to 1000");
    }

    private static Matcher matcher(Matcher matcher, String condition) throws MessagingException {
        matcher.init(FakeMatcherConfig.builder()
                .matcherName("Hops")
                .condition(condition)
                .build());
        return matcher;
    }

    private static Mail mail(String field, int times) throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        for (int index = 0; index < times; index++) {
            message.addHeaderLine(field + ": from a by b; " + index);
        }
        message.setText("hello");
        return FakeMail.builder()
                .name("mail")
                .recipient("bob@example.test")
                .mimeMessage(message)
                .build();
    }
}
