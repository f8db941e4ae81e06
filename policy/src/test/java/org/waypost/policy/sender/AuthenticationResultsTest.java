package org.waypost.policy.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8601. */
@Tag("feature-75")
@Tag("feature-76")
class AuthenticationResultsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "mail.example.org; spf=pass | true",
                "MAIL.Example.ORG; spf=pass | true",
                "mail.example.org 1; spf=pass | true",
                "mail.example.org/1; spf=pass | true",
                "(a comment (nested)) mail.example.org (x); spf=pass | true",
                "(a \\) comment) mail.example.org; spf=pass | true",
                "\"mail.example.org\"; spf=pass | true",
                "mail.example.org. ; spf=pass | true",
                "mail.example.org | true",
                "other.example.org; spf=pass | false",
                "mail.example.org.evil.example; spf=pass | false",
                "(mail.example.org) other.example.org; none | false",
                "x.mail.example.org; none | false"
            })
    void tellsWhoseFieldItIs(String value, boolean ours) {
        assertThat(AuthenticationResults.claims(value, "mail.example.org")).isEqualTo(ours);
    }

    @Test
    void foldedAndTabbedNamesAreSeenThrough() {
        assertThat(AuthenticationResults.claims("\r\n\tmail.example.org\r\n\t1; x", "Mail.Example.org"))
                .isTrue();
    }

    @Test
    void writesEachResultAndNothingOfAStrangerAsMoreThanAValue() {
        SenderReport report = new SenderReport(
                new SpfResult(Verdict.FAIL, SpfResult.Identity.MAIL_FROM, "evil.example;dkim=pass", "-all\r\nX: y"),
                List.of(
                        new DkimResult(Verdict.PASS, "example.org", "s1", "rsa-sha256", ""),
                        new DkimResult(Verdict.FAIL, "other.example", "s2", "ed25519-sha256", "the body was changed")));

        assertThat(AuthenticationResults.field("mail.example.org", report))
                .isEqualTo(
                        "Authentication-Results: mail.example.org;\r\n"
                                + "\tspf=fail (-all??X: y) smtp.mailfrom=\"evil.example;dkim=pass\";\r\n"
                                + "\tdkim=pass header.d=example.org header.s=s1 header.a=rsa-sha256;\r\n"
                                + "\tdkim=fail (the body was changed) header.d=other.example header.s=s2 header.a=ed25519-sha256");
    }

    @Test
    void saysThatThereIsNothing() {
        assertThat(AuthenticationResults.field("mx", new SenderReport(SpfResult.NONE, List.of())))
                .isEqualTo("Authentication-Results: mx;\r\n\tdkim=none");
    }

    @Test
    void writesReceivedSpf() {
        assertThat(AuthenticationResults.receivedSpf(
                        "mx.example.org",
                        "192.0.2.1",
                        "client.example",
                        "bob@example.com",
                        new SpfResult(Verdict.PASS, SpfResult.Identity.MAIL_FROM, "example.com", "mx")))
                .isEqualTo("Received-SPF: pass (mx)\r\n"
                        + "\treceiver=mx.example.org; client-ip=192.0.2.1;\r\n"
                        + "\tenvelope-from=\"bob@example.com\"; helo=client.example;\r\n"
                        + "\tidentity=mailfrom");
    }
}
