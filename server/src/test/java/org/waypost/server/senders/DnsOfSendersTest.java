package org.waypost.server.senders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.waypost.policy.dns.Dns;
import org.waypost.policy.dns.DnsAnswer;
import org.waypost.policy.dns.RecordType;
import org.waypost.server.composition.MemoryServer;

/** Which DNS servers are asked about senders. */
class DnsOfSendersTest {
    @Test
    void withoutServersOfTheirOwnThoseOfDnsserviceXmlAreAsked() throws Exception {
        // Nobody answers there; what counts is that somebody is asked, and not nobody.
        String nobody =
                "<dnsservice><autodiscover>false</autodiscover><servers><server>127.0.0.254</server></servers></dnsservice>";
        try (MemoryServer server =
                MemoryServer.start(Map.of("dnsservice.xml", nobody, "sender.properties", "dns.timeout=1s\n"))) {
            assertThat(server.get(Dns.class)
                            .ask("example.org", RecordType.TXT)
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .isEqualTo(DnsAnswer.FAILED);
        }
    }
}
