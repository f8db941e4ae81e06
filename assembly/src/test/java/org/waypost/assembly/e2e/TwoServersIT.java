package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** Two server processes on one keyspace: what is changed on one holds on the other within five seconds, without a restart. */
@ExtendWith(SharedServer.class)
class TwoServersIT {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final String STRANGER = "eve@blocked.example.net";

    private static BundleServer first;
    private static BundleServer second;

    @BeforeAll
    static void startTheSecond(BundleServer shared) throws Exception {
        first = shared;
        second = BundleServer.start(
                "second", (file, text) -> file.equals("engines.properties") ? ofTheFirst(text) : text);
    }

    /** The engines of the first server are external ones for the second. */
    private static String ofTheFirst(String engines) {
        return engines.replace("cassandra.mode=local", "cassandra.mode=external")
                        .replace("opensearch.mode=local", "opensearch.mode=off")
                        .replace("tika.mode=local", "tika.mode=off")
                + "\ncassandra.contact.points=" + first.address(Endpoint.CASSANDRA)
                + "\ncassandra.datacenter=datacenter1\n";
    }

    @AfterAll
    static void stopTheSecond() throws Exception {
        second.close();
    }

    private static String rcpt(BundleServer server, Account to) throws Exception {
        return Swaks.mail(server.address(Endpoint.SMTP), STRANGER, to.address(), "to be refused")
                .with("--quit-after", "RCPT")
                .run()
                .output();
    }

    @Test
    void aBlockedSenderIsRefusedByTheOtherServerWithinFiveSeconds() throws Exception {
        Account bob = first.user("bob");
        // The settings of bob are in the cache of the second server from here on.
        assertThat(rcpt(second, bob)).contains("250 2.1.5");

        first.command("settings", "set", bob.address(), "senders", "block=[{\"sender\":\"blocked.example.net\"}]")
                .run()
                .succeeded();

        await().pollInterval(Duration.ofMillis(500)).atMost(WITHIN).untilAsserted(() -> assertThat(rcpt(second, bob))
                .contains("550 5.7.1"));

        second.command("settings", "unset", bob.address(), "senders").run().succeeded();
        await().pollInterval(Duration.ofMillis(500)).atMost(WITHIN).untilAsserted(() -> assertThat(rcpt(first, bob))
                .contains("250 2.1.5"));
    }
}
