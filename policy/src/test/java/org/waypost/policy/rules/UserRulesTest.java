package org.waypost.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.rules.RuleSettings;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-62")
class UserRulesTest {
    private static final Username BOB = Username.of("bob@example.org");
    private static final MaybeSender ANN = MaybeSender.of(address("ann@sales.example.com"));

    private static MailAddress address(String text) {
        try {
            return new MailAddress(text);
        } catch (javax.mail.internet.AddressException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<ScopedRule> rules(String yaml) {
        return SettingsFormat.record(SettingsFormat.yaml(yaml), RuleSettings.class).rules().stream()
                .map(rule -> new ScopedRule(Scope.user(BOB), rule))
                .toList();
    }

    private static boolean holds(String condition, String message) throws IOException {
        return holds(condition, message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static boolean holds(String condition, byte[] message) throws IOException {
        List<ScopedRule> one = rules("rules: [{name: a, action: discard, conditions: [{" + condition + "}]}]");
        return decide(one, message).outcome() == Decision.Outcome.DISCARD;
    }

    private static Decision decide(List<ScopedRule> rules, byte[] message) throws IOException {
        MessageView view =
                MessageView.read(new ByteArrayInputStream(message), message.length, UserRules.lookAtBody(rules));
        return UserRules.decide(rules, view, ANN);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            contains: [invoice]   | Subject: Your INVOICE of May                                          | true
            contains: [invoice]   | subject: inv\u00ADoi\u200Bce                                          | true
            contains: [invoice]   | Subject: a bill                                                       | false
            contains: [a, bill]   | Subject: the bill                                                     | true
            contains: [счёт]      | Subject: =?UTF-8?B?0KHQp9CB0KI=?=                                     | true
            contains: [счёт]      | Subject: =?koi8-r?Q?=F3=FE=B3=F4_=CE=C1?=                             | true
            contains: [請求書]    | Subject: =?ISO-2022-JP?B?GyRCQEE1YT1xGyhC?=                           | true
            contains: [請求書]    | Subject: =?UTF-8?B?6KuL5rE=?= =?UTF-8?B?guabuA==?=                    | true
            contains: [請求書]    | Subject: 請求書                                                       | true
            contains: [カメラ]    | Subject: ｶﾒﾗ                                                          | true
            contains: [invoice]   | Subject: ＩＮＶＯＩＣＥ                                               | true
            contains: [STRASSE]   | Subject: Hauptstraße                                                  | true
            contains: [οδοσ]      | Subject: ΟΔΟΣ                                                         | true
            contains: ['a b']     | Subject: =?utf-8?q?a?= =?utf-8?q?_b?=                                 | true
            contains: ['=?x']     | Subject: =?x-unknown?B?QQ==?=                                         | true
            exactly: [hello]      | Subject: Hello                                                        | true
            exactly: [hello]      | Subject: Hello there                                                  | false
            starts: ['[list]']    | Subject: [List] news                                                  | true
            starts: ['[list]']    | Subject: Re: [List] news                                              | false
            like: ['re:*price?']  | Subject: RE: the prices                                               | true
            like: ['re:*price?']  | Subject: RE: the price                                                | false
            like: ['*a*b*c']      | Subject: xxaxxbxxbxxc                                                 | true
            contains: [x]         | X-Other: x                                                            | false
            """)
    void headersAreComparedDecodedAndFolded(String comparison, String header, boolean held) throws Exception {
        assertThat(holds("headers: [Subject], " + comparison, header + "\n\nbody\n"))
                .isEqualTo(held);
    }

    @Test
    void everyFieldOfANameIsLookedAtAndLongOnesAreUnfolded() throws Exception {
        String message = "X-Tag: one\nX-Tag: two and\n\tthree\n\nbody\n";

        assertThat(holds("headers: [x-tag], contains: ['two and three']", message))
                .isTrue();
        assertThat(holds("headers: [Subject, X-Tag], exactly: [one]", message)).isTrue();
    }

    @Test
    void aConditionIsTurnedRound() throws Exception {
        assertThat(holds("headers: [Subject], contains: [a], not: true", "Subject: b\n\n"))
                .isTrue();
        assertThat(holds("headers: [Subject], contains: [a], not: true", "Subject: a\n\n"))
                .isFalse();
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ann@sales.example.com | x@y.test                           | true
            ANN@Sales.Example.com | x@y.test                           | true
            @sales.example.com    | x@y.test                           | true
            @example.com          | x@y.test                           | false
            '*@*.example.com'     | x@y.test                           | true
            boss@corp.test        | The Boss <boss@corp.test>          | true
            boss@corp.test        | "boss@corp.test" <evil@evil.test>  | false
            boss@corp.test        | evil@evil.test (boss@corp.test)    | false
            boss@corp.test        | a@b.test, boss@corp.test           | true
            """)
    void sendersAreThoseOfEnvelopeAndFrom(String listed, String from, boolean held) throws Exception {
        assertThat(holds(
                        "sender: ["
                                + (listed.startsWith("@") || listed.startsWith("*") ? "'" + listed + "'" : listed)
                                        .replace("''", "'")
                                + "]",
                        "From: " + from + "\n\nbody\n"))
                .isEqualTo(held);
    }

    @Test
    void sizesCountTheWholeMessage() throws Exception {
        byte[] message = ("Subject: a\r\n\r\n" + "x".repeat(2000)).getBytes(StandardCharsets.US_ASCII);

        assertThat(holds("larger: 1K", message)).isTrue();
        assertThat(holds("larger: 2K", message)).isFalse();
        assertThat(holds("smaller: 2K", message)).isTrue();
        assertThat(holds("smaller: 1K", message)).isFalse();
    }

    private static byte[] multipart(String type, String charset, String encoding, byte[] content) {
        String head = "Subject: a\r\n"
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                + "--b\r\n"
                + "Content-Type: application/octet-stream\r\n"
                + "Content-Transfer-Encoding:"
                + " base64\r\n\r\n"
                + "c2VjcmV0\r\n"
                + "--b\r\n"
                + "Content-Type:"
                + " " + type + "; charset=" + charset + "\r\nContent-Transfer-Encoding: " + encoding
                + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, whole, start.length, content.length);
        return whole;
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "text/plain, koi8-r, base64, Привет, привет",
        "text/plain, windows-1251, 8bit, Привет, привет",
        "text/plain, ISO-2022-JP, 7bit, 請求書です, 請求書",
        "text/plain, Shift_JIS, base64, 請求書です, 請求書",
        "text/plain, x-nonsense, 8bit, Grüße, grüsse",
        "text/html, utf-8, base64, <p>in<b>voi</b>ce &amp; <i>bill</i></p>, invoice & bill",
        "text/html, utf-8, 8bit, <td>one</td><td>two</td>, one two",
    })
    void textsAreDecoded(String type, String charset, String encoding, String content, String wanted) throws Exception {
        Charset known = Charset.isSupported(charset) ? Charset.forName(charset) : StandardCharsets.UTF_8;
        byte[] bytes = content.getBytes(known);
        byte[] coded = encoding.equals("base64") ? Base64.getMimeEncoder().encode(bytes) : bytes;

        // The part is never closed: most broken messages are of this kind.
        byte[] message = multipart(type, charset, encoding, coded);

        assertThat(holds("body: true, contains: ['" + wanted + "']", message)).isTrue();
        assertThat(holds("body: true, contains: [secret]", message)).isFalse();
    }

    @Test
    void whatStandsInTagsScriptsAndCommentsIsNotSeen() throws Exception {
        String html = "<style>hidden1</style><!-- hidden2 --><p title='hidden3'>seen<script>hidden4</script></p>";
        byte[] message = multipart("text/html", "utf-8", "8bit", html.getBytes(StandardCharsets.UTF_8));

        assertThat(holds("body: true, contains: [seen]", message)).isTrue();
        assertThat(holds("body: true, contains: [hidden]", message)).isFalse();
    }

    @Test
    void aQuotedMessageIsLookedIntoButItsHeaderIsNotThatOfTheMessage() throws Exception {
        String message = "Subject: outer\nContent-Type: message/rfc822\n\nSubject: inner\n\nthe words\n";

        assertThat(holds("body: true, contains: [the words]", message)).isTrue();
        assertThat(holds("headers: [Subject], contains: [inner]", message)).isFalse();
    }

    @Test
    void nestingEndsTheLookNotTheServer() throws Exception {
        StringBuilder message = new StringBuilder("Subject: deep\r\n");
        for (int level = 0; level < 5000; level++) {
            message.append("Content-Type: multipart/mixed; boundary=b")
                    .append(level)
                    .append("\r\n\r\n--b")
                    .append(level)
                    .append("\r\n");
        }
        message.append("Content-Type: text/plain\r\n\r\nbottom\r\n");
        byte[] bytes = message.toString().getBytes(StandardCharsets.US_ASCII);

        assertThat(holds("body: true, contains: [bottom]", bytes)).isFalse();
        assertThat(holds("headers: [Subject], contains: [deep]", bytes)).isTrue();
    }

    @Test
    void ofAHugeMessageTheBeginningIsRead() throws Exception {
        Endless endless = new Endless("Subject: huge\r\n\r\nneedle at the front ");

        MessageView view = MessageView.read(endless, 1L << 40, true);

        assertThat(view.body()).startsWith("needle at the front");
        assertThat(view.body().length()).isLessThanOrEqualTo(MessageView.MOST_TEXT + 1);
        assertThat(endless.read).isLessThanOrEqualTo(MessageView.MOST_OCTETS);
    }

    @Test
    void anEndlessHeaderIsGivenUp() throws Exception {
        Endless endless = new Endless("Subject: huge\r\nX-Junk: ");

        MessageView view = MessageView.read(endless, 1L << 40, true);

        assertThat(view.header("Subject")).containsExactly("huge");
        assertThat(endless.read).isLessThanOrEqualTo(MessageView.MOST_OCTETS);
    }

    @ParameterizedTest
    @CsvSource({"''", "no colon at all", "Content-Type: multipart/mixed", "'Content-Type: multipart/mixed; boundary=\"'"
    })
    void brokenMessagesAreNoFailure(String message) throws Exception {
        assertThat(holds("headers: [Subject], contains: [x]", message)).isFalse();
        assertThat(holds("body: true, contains: [nowhere]", message)).isFalse();
    }

    @Test
    void allOrAny() throws Exception {
        String conditions = "conditions: [{headers: [Subject], contains: [a]}, {larger: 1G}]}]";
        byte[] message = "Subject: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(decide(rules("rules: [{name: n, action: discard, match: all, " + conditions), message)
                        .outcome())
                .isEqualTo(Decision.Outcome.KEEP);
        assertThat(decide(rules("rules: [{name: n, action: discard, match: any, " + conditions), message)
                        .outcome())
                .isEqualTo(Decision.Outcome.DISCARD);
    }

    private static String rule(String name, String action) {
        return "{name: " + name + ", conditions: [{headers: [Subject], contains: [a]}], " + action + "}";
    }

    private static Decision decide(String... rules) throws IOException {
        return decide(
                rules("rules: [" + String.join(", ", rules) + "]"),
                "Subject: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theFirstThatStopsIsTheLast() throws Exception {
        Decision decision = decide(
                rule("mark", "action: flag, flags: ['\\Flagged', $Work], then: continue"),
                rule("put", "action: file, folder: A"),
                rule("never", "action: discard"));

        assertThat(decision.outcome()).isEqualTo(Decision.Outcome.KEEP);
        assertThat(decision.folder()).contains("A");
        assertThat(decision.flags()).containsExactlyInAnyOrder("\\Flagged", "$Work");
        assertThat(decision.by().orElseThrow().rule().name()).isEqualTo("put");
        assertThat(decision.tried()).hasSize(2).allMatch(Decision.Tried::held);
    }

    @Test
    void acceptShieldsFromLaterRules() throws Exception {
        assertThat(decide(rule("friend", "action: accept"), rule("never", "action: refuse"))
                        .outcome())
                .isEqualTo(Decision.Outcome.KEEP);
    }

    @Test
    void aRefusalUndoesWhatWasPlanned() throws Exception {
        Decision decision = decide(
                rule("on", "action: forward, to: [x@y.test], then: continue"),
                rule("no", "action: refuse, folder: Junk"));

        assertThat(decision.outcome()).isEqualTo(Decision.Outcome.REFUSE);
        assertThat(decision.forwards()).isEmpty();
        assertThat(decision.folder()).contains("Junk");
    }

    @Test
    void aForwardMayLeaveNoCopy() throws Exception {
        assertThat(decide(rule("on", "action: forward, to: [x@y.test], keep: false"))
                        .outcome())
                .isEqualTo(Decision.Outcome.FORWARD);
        assertThat(decide(rule("on", "action: forward, to: [x@y.test]")).outcome())
                .isEqualTo(Decision.Outcome.KEEP);
    }

    @Test
    void rulesOfServerAndDomainComeBeforeThoseOfTheUserAndDisabledOnesNot() {
        MemoryChangeLog log = new MemoryChangeLog(Clock.systemUTC());
        AccountSettings settings = new AccountSettings(
                new Sections(List.of(RuleSettings.SECTION)),
                new MemorySettingsStore(),
                new ChangeFeed(log, Clock.systemUTC()));
        set(
                settings,
                Scope.user(BOB),
                rule("user", "action: accept") + ", " + rule("off", "action: discard, enabled: false"));
        set(settings, Scope.domain(Domain.of("example.org")), rule("domain", "action: accept"));
        set(settings, Scope.server(), rule("server", "action: accept"));

        assertThat(new UserRules(settings).of(BOB).block())
                .extracting(scoped -> scoped.rule().name())
                .containsExactly("server", "domain", "user");
    }

    private static void set(AccountSettings settings, Scope scope, String rules) {
        settings.set(scope, "rules", SettingsFormat.yaml("rules: [" + rules + "]"))
                .block();
    }

    /** Begins with a text and never ends. */
    private static final class Endless extends InputStream {
        private final byte[] start;
        private long read;

        Endless(String start) {
            this.start = start.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public int read() {
            int at = (int) Math.min(read++, start.length);
            return at < start.length ? start[at] : 'x';
        }
    }
}
