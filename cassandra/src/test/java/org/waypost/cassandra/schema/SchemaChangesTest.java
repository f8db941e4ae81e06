package org.waypost.cassandra.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.waypost.cassandra.PlayedSession;

class SchemaChangesTest {
    private static final int AT_ONCE = 8;

    private final PlayedSession cassandra = new PlayedSession();

    @Test
    void tablesThatDoNotDependOnEachOtherAreMadeSideBySide() throws Exception {
        SchemaChanges changes = new SchemaChanges(cassandra.session());
        CompletableFuture<Void> all = CompletableFuture.runAsync(
                () -> changes.runAll(Collections.nCopies(AT_ONCE + 3, "CREATE TABLE cup (id int PRIMARY KEY)")));

        // None has been answered yet, and as many are under way as one node gets at once.
        await().atMost(Duration.ofSeconds(10)).until(() -> cassandra.open().size() == AT_ONCE);
        assertThat(all).isNotDone();

        for (int answered = 0; answered < AT_ONCE + 3; answered++) {
            await().atMost(Duration.ofSeconds(10)).until(() -> !cassandra.open().isEmpty());
            CompletableFuture<AsyncResultSet> next = cassandra.open().remove();
            next.complete(null);
            assertThat(cassandra.open()).hasSizeLessThanOrEqualTo(AT_ONCE);
        }
        all.get(10, TimeUnit.SECONDS);
        assertThat(cassandra.open()).isEmpty();
    }
}
