package org.waypost.engines;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.waypost.engines.failure.EngineFailure;

/** Waiting for engines to be ready. */
final class Readiness {

    private Readiness() {}

    /** Waits and throws the failure of the engine itself, not wrapped. */
    static void await(CompletableFuture<?> readiness) {
        try {
            readiness.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EngineFailure failure) {
                throw failure;
            }
            throw e;
        }
    }
}
