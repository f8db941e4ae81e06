package org.waypost.mailets.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.mailets.smtp.ServerName;

/** What senders are told (RFC 3464). */
@Tag("feature-120")
class FailureReportTest {
    private final FakeMailContext context = context();
    private final FailureReport mailet = mailet();

    private static FakeMailContext context() {
        try {
            return FakeMailContext.builder()
                    .postmaster(new MailAddress("postmaster@me.test"))
                    .build();
        } catch (javax.mail.internet.AddressException e) {
            throw new AssertionError(e);
        }
    }

    private static FailureReport mailet() {
        return new FailureReport(Clock.systemUTC(), new RecordingMetricFactory(), new ServerName("mail.me.test"));
    }

    @BeforeEach
    void init() throws Exception {
        mailet.init(FakeMailetConfig.builder()
                .mailetContext(context)
                .setProperty("text", "This is [machine].")
                .build());
    }

    private static MailImpl mail(String sender, String... recipients) throws Exception {
        MailImpl.Builder builder = MailImpl.builder()
                .name("lost")
                .addRecipients(recipients)
                .mimeMessage(new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream("Subject: hello\r\nMessage-ID: <7@me.test>\r\n\r\nthe body\r\n"
                                .getBytes(StandardCharsets.US_ASCII))));
        return sender.isEmpty() ? builder.build() : builder.sender(sender).build();
    }

    private String told() throws Exception {
        assertThat(context.getSentMails()).hasSize(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        context.getSentMails().get(0).getMsg().writeTo(out);
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void eachRecipientHasItsOwnStatusDiagnosticAndServer() throws Exception {
        MailImpl mail = mail("bob@me.test", "gone@there.test", "full@there.test", "ok@there.test");
        Map<MailAddress, DeliveryFailure> failures = new LinkedHashMap<>();
        failures.put(
                new MailAddress("gone@there.test"),
                new DeliveryFailure("5.1.1", "550 5.1.1 no such user", "mx.there.test"));
        failures.put(new MailAddress("full@there.test"), new DeliveryFailure("4.4.1", "no answer within 300 s", ""));
        mail.setRecipients(failures.keySet());
        DeliveryFailure.put(mail, failures);

        mailet.service(mail);

        String told = told();
        assertThat(told)
                .contains("Content-Type: multipart/report; report-type=delivery-status")
                .contains("Auto-Submitted: auto-replied")
                .contains("In-Reply-To: <7@me.test>")
                .contains("To: bob@me.test")
                .contains("This is mail.me.test.")
                .contains("Content-Type: message/delivery-status")
                .contains("Reporting-MTA: dns; mail.me.test\n")
                .contains("Final-Recipient: rfc822; gone@there.test\nAction: failed\nStatus: 5.1.1\n"
                        + "Remote-MTA: dns; mx.there.test\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n")
                .contains("Final-Recipient: rfc822; full@there.test\nAction: failed\nStatus: 4.4.1\n"
                        + "Diagnostic-Code: X-Waypost; no answer within 300 s\n")
                .contains("Content-Type: text/rfc822-headers")
                .contains("Message-ID: <7@me.test>")
                .doesNotContain("ok@there.test")
                .doesNotContain("the body");
        assertThat(context.getSentMails().get(0).getSender()).isNull();
        assertThat(context.getSentMails().get(0).getRecipients()).containsExactly(new MailAddress("bob@me.test"));
    }

    @Test
    void theReasonOfOtherMailetsIsToldToo() throws Exception {
        MailImpl mail = mail("bob@me.test", "gone@me.test");
        mail.setErrorMessage("550 5.1.1 No such user here");

        mailet.service(mail);

        assertThat(told()).contains("Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user here\n");
    }

    @Test
    void withoutAReasonTheUsualStatusIsTold() throws Exception {
        mailet.service(mail("bob@me.test", "gone@me.test"));

        assertThat(told()).contains("Status: 5.0.0\n").doesNotContain("Diagnostic-Code");
    }

    @Test
    void nobodyIsToldOfMailWithoutASender() throws Exception {
        mailet.service(mail("", "gone@there.test"));

        assertThat(context.getSentMails()).isEmpty();
    }

    @Test
    void whoWantedNoWordGetsNoneAndTheOthersDo() throws Exception {
        MailImpl mail = mail("bob@me.test", "quiet@there.test", "late@there.test", "loud@there.test");
        mail.setDsnParameters(DsnParameters.builder()
                .envId(DsnParameters.EnvId.of("QQ314159"))
                .ret(DsnParameters.Ret.FULL)
                .addRcptParameter(
                        new MailAddress("quiet@there.test"), RecipientDsnParameters.of(EnumSet.of(Notify.NEVER)))
                .addRcptParameter(
                        new MailAddress("late@there.test"), RecipientDsnParameters.of(EnumSet.of(Notify.DELAY)))
                .addRcptParameter(
                        new MailAddress("loud@there.test"),
                        RecipientDsnParameters.of(EnumSet.of(Notify.FAILURE), new MailAddress("first@there.test")))
                .build()
                .get());

        mailet.service(mail);

        assertThat(told())
                .contains("Original-Envelope-Id: QQ314159\n")
                .contains("Original-Recipient: rfc822; first@there.test\nFinal-Recipient: rfc822; loud@there.test")
                .contains("message/rfc822")
                .contains("the body")
                .doesNotContain("quiet@there.test")
                .doesNotContain("late@there.test");
    }

    @Test
    void aReplyWithLineEndsDoesntMakeFields() throws Exception {
        MailImpl mail = mail("bob@me.test", "x@there.test");
        DeliveryFailure.put(
                mail,
                Map.of(
                        new MailAddress("x@there.test"),
                        new DeliveryFailure("5.0.0", "550 no\r\nX-Evil: 1", "mx\nX-Evil: 2")));

        mailet.service(mail);

        assertThat(told()).doesNotContain("\nX-Evil");
    }

    @ParameterizedTest
    @CsvSource({"defaultStatus, 2.0.0, a status such as", "defaultStatus, none, a status such as", "colour, red, one of"
    })
    void wrongParametersAreRefused(String name, String value, String expected) {
        assertThatThrownBy(() -> mailet().init(FakeMailetConfig.builder()
                        .mailetContext(context)
                        .setProperty(name, value)
                        .build()))
                .hasMessageContaining("FailureReport")
                .hasMessageContaining(name)
                .hasMessageContaining(expected);
    }
}
