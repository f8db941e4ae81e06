package org.waypost.accounts.expiry;

import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What runs of the expiry have done, durable so that a run goes on where a server died. Kept for 90 days. */
public interface ExpiryRuns {
    /** Writes a run, in place of what was written of it before. */
    Mono<Void> write(ExpiryRun run);

    /** The last runs, newest first. */
    Flux<ExpiryRun> newest(int most);

    /** Writes how far a folder has come, in place of what was written before. */
    Mono<Void> write(UUID run, ExpiryCount count);

    /** The folders of a run of which something was to be deleted, or which failed. */
    Flux<ExpiryCount> counts(UUID run);
}
