package org.waypost.policy.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.james.core.MaybeSender;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.policy.dns.ResolverDns;
import org.waypost.testing.dns.PlayedDns;
import org.xbill.DNS.Type;

/** RFC 7208, each rule over a DNS server on loopback. */
@Tag("feature-75")
class SpfTest {
    private static PlayedDns dns;
    private static SenderVerifier verifier;

    @BeforeAll
    static void zone() throws IOException {
        dns = new PlayedDns()
                .withText("pass.test", "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all")
                .withText("soft.test", "v=spf1 ~all")
                .withText("neutral.test", "v=spf1 ?all")
                .withText("open.test", "V=SPF1 +ALL")
                .withText("empty.test", "v=spf1")
                .withText("nomatch.test", "v=spf1 ip4:203.0.113.1")
                .withText("other.test", "something else")
                .withText("almost.test", "v=spf10 -all")
                .withText("two.test", "v=spf1 -all")
                .withText("two.test", "v=spf1 +all")
                .with("alias.test", Type.CNAME, "pass.test.")
                .failing("broken.test")
                .withText("long.test", "v=spf1 " + "ip4:203.0.113.1 ".repeat(120) + "ip4:192.0.2.1 -all");
        mechanisms();
        limits();
        macros();
        verifier = verifier(dns, Duration.ofSeconds(5));
    }

    private static void mechanisms() throws IOException {
        dns.withText("a.test", "v=spf1 a -all")
                .with("a.test", Type.A, "192.0.2.1")
                .with("a.test", Type.AAAA, "2001:db8::1")
                .withText("acidr.test", "v=spf1 a:host.test/24//64 -all")
                .with("host.test", Type.A, "192.0.2.200")
                .with("host.test", Type.AAAA, "2001:db8::ffff")
                .withText("mx.test", "v=spf1 mx -all")
                .with("mx.test", Type.MX, "20 second.test.")
                .with("mx.test", Type.MX, "10 first.test.")
                .with("first.test", Type.A, "203.0.113.9")
                .with("second.test", Type.A, "192.0.2.1")
                .withText("nullmx.test", "v=spf1 mx a:second.test -all")
                .with("nullmx.test", Type.MX, "0 .")
                // A term that finds nothing must leave nothing behind for the next.
                .withText("mxthenmx.test", "v=spf1 mx:lost.test mx:mx.test -all")
                .with("lost.test", Type.MX, "10 nowhere.test.")
                .withText("ptr.test", "v=spf1 ptr -all")
                .with("1.2.0.192.in-addr.arpa", Type.PTR, "out.ptr.test.")
                .with("1.2.0.192.in-addr.arpa", Type.PTR, "forged.ptr2.test.")
                .with("out.ptr.test", Type.A, "192.0.2.1")
                .with("forged.ptr2.test", Type.A, "203.0.113.1")
                .withText("ptr2.test", "v=spf1 ptr -all")
                .withText("exists.test", "v=spf1 exists:%{ir}.list.test -all")
                .with("1.2.0.192.list.test", Type.A, "127.0.0.2")
                .withText("include.test", "v=spf1 include:pass.test -all")
                .withText("includesoft.test", "v=spf1 include:soft.test ip4:192.0.2.1 -all")
                .withText("includeneutral.test", "v=spf1 include:empty.test ip4:192.0.2.1 -all")
                .withText("includenone.test", "v=spf1 include:other.test +all")
                .withText("includebroken.test", "v=spf1 include:broken.test +all")
                .withText("includebad.test", "v=spf1 include:bad1.test +all")
                .withText("redirect.test", "v=spf1 redirect=pass.test")
                .withText("redirectnone.test", "v=spf1 redirect=other.test")
                .withText("redirectall.test", "v=spf1 redirect=pass.test ?all")
                .withText("abroken.test", "v=spf1 a:broken.test +all")
                .withText("existsbroken.test", "v=spf1 exists:broken.test +all")
                .withText("ptrbroken.test", "v=spf1 ip4:203.0.113.1 ptr:x.test ?all");
        String[] wrong = {
            "v=spf1 a:",
            "v=spf1 ip4:1.2.3",
            "v=spf1 ip4:192.0.2.1/33",
            "v=spf1 ip6:2001:db8::/129",
            "v=spf1 bogus",
            "v=spf1 +all redirect=a.test redirect=b.test",
            "v=spf1 a:no-top.123 +all",
            "v=spf1 exists +all",
            "v=spf1 include +all",
            "v=spf1 all:x +all",
            "v=spf1 a/032 +all",
            "v=spf1 exists:%{z}.test +all",
            "v=spf1 exists:%{d.test +all",
            "v=spf1 exp=%% exp=%% +all",
            "v=spf1 ip6:192.0.2.1 +all",
            "v=spf1 a:example.test/ +all",
            "v=spf1 exists:%{d0}.test +all",
            "v=spf1 exists:%{c}.test +all"
        };
        for (int index = 0; index < wrong.length; index++) {
            dns.withText("bad" + (index + 1) + ".test", wrong[index]);
        }
    }

    private static void limits() throws IOException {
        dns.withText("ten.test", "v=spf1 " + "a:host.test ".repeat(10) + "ip4:192.0.2.1 -all")
                .withText("eleven.test", "v=spf1 " + "a:host.test ".repeat(11) + "ip4:192.0.2.1 -all")
                .withText("voids2.test", "v=spf1 a:no1.test a:no2.test ip4:192.0.2.1 -all")
                .withText("voids3.test", "v=spf1 a:no1.test a:no2.test mx:no3.test ip4:192.0.2.1 -all")
                .withText("circle.test", "v=spf1 include:circle.test +all")
                .withText("circle2.test", "v=spf1 redirect=circle2.test")
                .withText("many.test", "v=spf1 mx +all")
                .withText("nested.test", "v=spf1 include:nested2.test include:nested2.test -all")
                .withText("nested2.test", "v=spf1 " + "a:host.test ".repeat(5) + "-all");
        for (int index = 0; index < 11; index++) {
            dns.with("many.test", Type.MX, "10 mx" + index + ".test.");
        }
    }

    private static void macros() throws IOException {
        dns.withText("m1.test", "v=spf1 exists:%{l}.%{o}.%{d2}.at.test -all")
                .with("bob.m1.test.m1.test.at.test", Type.A, "127.0.0.2")
                .withText("m2.test", "v=spf1 exists:%{l1r-}.m2.at.test -all")
                .with("bob.m2.at.test", Type.A, "127.0.0.2")
                .withText("m3.test", "v=spf1 exists:%{i}._spf.at.test -all")
                .with(
                        "2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1._spf.at.test",
                        Type.A,
                        "127.0.0.2")
                .withText("m4.test", "v=spf1 exists:%{h}.%{v}.at.test -all")
                .with("mx.client.test.in-addr.at.test", Type.A, "127.0.0.2")
                .withText("m5.test", "v=spf1 exists:%{p}.at.test -all")
                .with("out.ptr.test.at.test", Type.A, "127.0.0.2")
                .withText("m6.test", "v=spf1 exists:" + "%{l}.".repeat(90) + "at.test -all")
                .withText("m7.test", "v=spf1 include:%{d1r}.inc.test -all")
                .withText("m7.inc.test", "v=spf1 exists:%{d}.%{o}.at.test -all")
                .with("m7.inc.test.m7.test.at.test", Type.A, "127.0.0.2")
                .withText("m8.test", "v=spf1 exists:%{S}.at.test -all")
                .with("bob%40m8.test.at.test", Type.A, "127.0.0.2")
                .withText("m9.test", "v=spf1 unknown=%{d} moo=x exp=why.%{d} exists:%%x%-%_.at.test +all");
    }

    @AfterAll
    static void stop() throws IOException {
        dns.close();
    }

    private static SenderVerifier verifier(PlayedDns server, Duration deadline) {
        return new SenderVerifier(
                new ResolverDns(List.of(server.address()), Duration.ofSeconds(3), 1000, Duration.ofSeconds(60)),
                new SenderCheckSettings(true, true, deadline, deadline, deadline, List.of(), Set.of(), false));
    }

    @ParameterizedTest
    @CsvSource({
        // §2.6, §4.5, §4.7: results, choice of the record, default
        "pass.test, 192.0.2.1, PASS",
        "pass.test, 2001:db8::1, PASS",
        "pass.test, 198.51.100.1, FAIL",
        "pass.test, ::ffff:192.0.2.1, PASS",
        "soft.test, 192.0.2.1, SOFTFAIL",
        "neutral.test, 192.0.2.1, NEUTRAL",
        "open.test, 192.0.2.1, PASS",
        "empty.test, 192.0.2.1, NEUTRAL",
        "nomatch.test, 192.0.2.1, NEUTRAL",
        "other.test, 192.0.2.1, NONE",
        "almost.test, 192.0.2.1, NONE",
        "nowhere.test, 192.0.2.1, NONE",
        "two.test, 192.0.2.1, PERMERROR",
        "alias.test, 192.0.2.1, PASS",
        "broken.test, 192.0.2.1, TEMPERROR",
        "long.test, 192.0.2.1, PASS",
        "test, 192.0.2.1, NONE",
        // §5: mechanisms
        "a.test, 192.0.2.1, PASS",
        "a.test, 192.0.2.2, FAIL",
        "a.test, 2001:db8::1, PASS",
        "acidr.test, 192.0.2.77, PASS",
        "acidr.test, 192.0.3.77, FAIL",
        "acidr.test, 2001:db8::7, PASS",
        "acidr.test, 2001:db8:0:1::7, FAIL",
        "mx.test, 192.0.2.1, PASS",
        "mx.test, 203.0.113.9, PASS",
        "mx.test, 203.0.113.8, FAIL",
        "nullmx.test, 192.0.2.1, PASS",
        "mxthenmx.test, 192.0.2.1, PASS",
        "ptr.test, 192.0.2.1, PASS",
        "ptr.test, 192.0.2.2, FAIL",
        "ptr2.test, 192.0.2.1, FAIL",
        "exists.test, 192.0.2.1, PASS",
        "exists.test, 192.0.2.2, FAIL",
        "include.test, 192.0.2.1, PASS",
        "include.test, 203.0.113.1, FAIL",
        "includesoft.test, 192.0.2.1, PASS",
        "includeneutral.test, 192.0.2.1, PASS",
        "includenone.test, 192.0.2.1, PERMERROR",
        "includebroken.test, 192.0.2.1, TEMPERROR",
        "includebad.test, 192.0.2.1, PERMERROR",
        "redirect.test, 192.0.2.1, PASS",
        "redirect.test, 203.0.113.1, FAIL",
        "redirectnone.test, 192.0.2.1, PERMERROR",
        "redirectall.test, 192.0.2.1, NEUTRAL",
        "abroken.test, 192.0.2.1, TEMPERROR",
        "existsbroken.test, 192.0.2.1, TEMPERROR",
        "ptrbroken.test, 203.0.113.77, NEUTRAL",
        // §4.6.4: limits
        "ten.test, 192.0.2.1, PASS",
        "eleven.test, 192.0.2.1, PERMERROR",
        "nested.test, 192.0.2.1, PERMERROR",
        "voids2.test, 192.0.2.1, PASS",
        "voids3.test, 192.0.2.1, PERMERROR",
        "circle.test, 192.0.2.1, PERMERROR",
        "circle2.test, 192.0.2.1, PERMERROR",
        "many.test, 192.0.2.1, PERMERROR",
        // §7: macros
        "m1.test, 192.0.2.1, PASS",
        "m2.test, 192.0.2.1, PASS",
        "m3.test, 2001:db8::1, PASS",
        "m4.test, 192.0.2.1, PASS",
        "m5.test, 192.0.2.1, PASS",
        "m6.test, 192.0.2.1, FAIL",
        "m7.test, 192.0.2.1, PASS",
        "m8.test, 192.0.2.1, PASS",
        "m9.test, 192.0.2.1, PASS"
    })
    void theSenderOfADomainFromAnAddress(String domain, String client, Verdict verdict) {
        SpfResult result = asked(client, "mx.client.test", "bob@" + domain);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(verdict);
        assertThat(result.identity()).isEqualTo(SpfResult.Identity.MAIL_FROM);
        assertThat(result.domain()).isEqualTo(domain);
    }

    @Test
    void wrongRecordsArePermanentErrorsWhereverTheErrorStands() {
        for (int index = 1; index <= 18; index++) {
            SpfResult result = asked("192.0.2.1", "mx.client.test", "bob@bad" + index + ".test");

            assertThat(result.verdict())
                    .as("bad" + index + " " + result.reason())
                    .isEqualTo(Verdict.PERMERROR);
        }
    }

    @Test
    void withoutASenderTheNameOfHeloIsAsked() {
        SpfResult bounce = verifier.spf(InetAddresses.forString("192.0.2.1"), "Pass.TEST.", MaybeSender.nullSender())
                .block();

        assertThat(bounce)
                .isEqualTo(new SpfResult(Verdict.PASS, SpfResult.Identity.HELO, "pass.test", "ip4:192.0.2.0/24"));
        assertThat(verifier.spf(InetAddresses.forString("198.51.100.1"), "pass.test", MaybeSender.nullSender())
                        .block()
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(verifier.spf(InetAddresses.forString("192.0.2.1"), "[192.0.2.1]", MaybeSender.nullSender())
                        .block()
                        .verdict())
                .isEqualTo(Verdict.NONE);
    }

    @Test
    void answersAreRememberedAndLongOnesComeByTcp() {
        asked("192.0.2.1", "mx.client.test", "bob@long.test");
        int before = dns.asked();

        asked("192.0.2.1", "mx.client.test", "bob@long.test");

        assertThat(dns.asked()).isEqualTo(before);
        assertThat(dns.askedByTcp()).isPositive();
    }

    @Test
    void aDeadDnsIsATemporaryErrorWithinTheDeadline() throws Exception {
        try (PlayedDns dead = new PlayedDns()) {
            dead.silent();
            long start = System.nanoTime();

            SpfResult result = verifier(dead, Duration.ofMillis(700))
                    .spf(
                            InetAddresses.forString("192.0.2.1"),
                            "mx.client.test",
                            MaybeSender.getMailSender("bob@pass.test"))
                    .block();

            assertThat(result.verdict()).isEqualTo(Verdict.TEMPERROR);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(dead.asked()).isPositive();
        }
    }

    private static SpfResult asked(String client, String helo, String sender) {
        return verifier.spf(InetAddresses.forString(client), helo, MaybeSender.getMailSender(sender))
                .block();
    }
}
