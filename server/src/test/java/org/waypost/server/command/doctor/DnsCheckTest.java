package org.waypost.server.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.command.Installation;
import org.waypost.server.command.doctor.Result.Level;
import org.waypost.testing.dns.PlayedDns;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class DnsCheckTest {
    @TempDir
    Path home;

    private PlayedDns dns;

    @BeforeEach
    void aDomainThatIsRight() throws Exception {
        dns = new PlayedDns()
                .with("mail.example.test", Type.A, "192.0.2.10")
                .with("10.2.0.192.in-addr.arpa", Type.PTR, "mail.example.test.")
                .with("example.test", Type.MX, "10 mail.example.test.")
                .with("example.test", Type.TXT, "\"v=spf1 mx \" \"-all\"")
                .with("s1._domainkey.example.test", Type.TXT, "\"v=DKIM1; k=rsa; p=MIIB\"")
                .with("_dmarc.example.test", Type.TXT, "\"v=DMARC1; p=reject\"");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/waypost.properties"), "hostname=mail.example.test\n");
        Files.writeString(
                home.resolve("conf/mailetcontainer.xml"),
                "<mailetcontainer><processors><processor state='relay'><mailet class='org.apache.james.jdkim.mailets.DKIMSign'>"
                        + "<signatureTemplate>v=1; s=s1; d=example.test; h=from; a=rsa-sha256; bh=; b=;</signatureTemplate>"
                        + "</mailet></processor></processors></mailetcontainer>");
    }

    @AfterEach
    void stop() throws Exception {
        dns.close();
    }

    private List<Result> look() {
        Installation installation =
                new Installation(home, home.resolve("conf"), home.resolve("var"), home.resolve("var/log"));
        return new DnsCheck(Optional.of(dns.address()), Optional.empty())
                .look(new Patient(installation, Optional.empty(), Optional.empty(), List.of("example.test")));
    }

    private Result of(String check) {
        return look().stream()
                .filter(result -> result.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no result for " + check));
    }

    private void expect(String check, Level level, String found) {
        Result result = of(check);
        assertThat(result.level()).as(result.toString()).isEqualTo(level);
        assertThat(result.found()).contains(found);
        if (level != Level.OK) {
            assertThat(result.remedy()).isNotBlank();
        }
    }

    @Test
    void aDomainThatIsRightIsWell() {
        assertThat(look())
                .allSatisfy(result ->
                        assertThat(result.level()).as(result.toString()).isEqualTo(Level.OK));
        assertThat(look())
                .extracting(Result::check)
                .containsExactly(
                        "host name",
                        "DNS PTR 192.0.2.10",
                        "DNS example.test MX",
                        "DNS example.test SPF",
                        "DNS example.test DKIM",
                        "DNS example.test DMARC");
    }

    @Test
    void withoutMxNoMailComes() throws Exception {
        dns.without("example.test", Type.MX);
        expect("DNS example.test MX", Level.ERROR, "there is none");
        assertThat(of("DNS example.test MX").remedy()).isEqualTo("Add: example.test. MX 10 mail.example.test.");
    }

    @Test
    void aNullMxSaysThatNoMailIsTaken() throws Exception {
        dns.without("example.test", Type.MX);
        dns.with("example.test", Type.MX, "0 .");
        expect("DNS example.test MX", Level.ERROR, "takes no mail (RFC 7505)");
    }

    @Test
    void anMxMustHaveAnAddressAndBeNoAlias() throws Exception {
        dns.without("example.test", Type.MX);
        dns.with("example.test", Type.MX, "10 nowhere.example.test.");
        expect("DNS example.test MX", Level.ERROR, "nowhere.example.test has no address");
        dns.with("nowhere.example.test", Type.CNAME, "mail.example.test.");
        expect("DNS example.test MX", Level.ERROR, "nowhere.example.test is an alias");
    }

    @Test
    void anMxElsewhereIsAWarning() throws Exception {
        dns.without("example.test", Type.MX);
        dns.with("example.test", Type.MX, "10 relay.example.test.").with("relay.example.test", Type.A, "192.0.2.99");
        expect("DNS example.test MX", Level.WARNING, "none of them is this server");
    }

    @Test
    void spfIsOneRecordThatEndsWithRefusal() throws Exception {
        dns.with("example.test", Type.TXT, "\"v=spf1 a ~all\"");
        expect("DNS example.test SPF", Level.ERROR, "there are 2");
        dns.without("example.test", Type.TXT);
        expect("DNS example.test SPF", Level.WARNING, "there is none");
        dns.with("example.test", Type.TXT, "\"v=spf1 mx +all\"");
        expect("DNS example.test SPF", Level.ERROR, "allows everybody");
        dns.without("example.test", Type.TXT);
        dns.with("example.test", Type.TXT, "\"v=spf1 mx\"");
        expect("DNS example.test SPF", Level.WARNING, "doesn't say");
        dns.without("example.test", Type.TXT);
        dns.with("example.test", Type.TXT, "\"v=spf1 mx a" + " include:x.test".repeat(9) + " -all\"");
        expect("DNS example.test SPF", Level.ERROR, "needs 11 questions");
    }

    @Test
    void aSelectorWithoutAKeyIsAnError() throws Exception {
        dns.without("s1._domainkey.example.test", Type.TXT);
        expect("DNS example.test DKIM", Level.ERROR, "s1._domainkey.example.test has no TXT record");
        dns.with("s1._domainkey.example.test", Type.TXT, "\"v=DKIM1; p=\"");
        expect("DNS example.test DKIM", Level.ERROR, "holds no key");
        Files.delete(home.resolve("conf/mailetcontainer.xml"));
        expect("DNS example.test DKIM", Level.WARNING, "isn't signed");
    }

    @Test
    void dmarcIsOneRecordWithAPolicy() throws Exception {
        dns.with("_dmarc.example.test", Type.TXT, "\"v=DMARC1; p=none\"");
        expect("DNS example.test DMARC", Level.ERROR, "there are 2");
        dns.without("_dmarc.example.test", Type.TXT);
        expect("DNS example.test DMARC", Level.WARNING, "there is none");
        dns.with("_dmarc.example.test", Type.TXT, "\"v=DMARC1; rua=mailto:x@example.test\"");
        expect("DNS example.test DMARC", Level.ERROR, "has no policy");
    }

    @Test
    void thePtrMustLeadBack() throws Exception {
        dns.without("10.2.0.192.in-addr.arpa", Type.PTR);
        expect("DNS PTR 192.0.2.10", Level.ERROR, "there is none");
        dns.with("10.2.0.192.in-addr.arpa", Type.PTR, "host10.provider.test.");
        expect("DNS PTR 192.0.2.10", Level.ERROR, "doesn't lead back");
        dns.with("host10.provider.test", Type.A, "192.0.2.10");
        expect("DNS PTR 192.0.2.10", Level.WARNING, "calls itself mail.example.test");
    }

    @Test
    void aServerWithoutAnAddressOrAFullNameIsAnError() throws Exception {
        dns.without("mail.example.test", Type.A);
        expect("host name", Level.ERROR, "mail.example.test has no address");
        Files.writeString(home.resolve("conf/waypost.properties"), "hostname=mail\n");
        expect("host name", Level.ERROR, "mail isn't a full name");
    }

    @Test
    void aDnsServerThatFailsIsAnError() {
        dns.failing(Rcode.SERVFAIL);
        assertThat(look()).singleElement().satisfies(result -> {
            assertThat(result.level()).isEqualTo(Level.ERROR);
            assertThat(result.found()).contains("SERVFAIL");
            assertThat(result.remedy()).contains("/etc/resolv.conf");
        });
    }
}
