package org.waypost.server.accounts;

import org.apache.james.util.ReactorUtils;
import reactor.core.publisher.Mono;

/** Calls of James that wait, on threads that may. */
final class ReactorBlocking {
    private ReactorBlocking() {}

    /** Something that waits and may fail. */
    interface Action {
        void run() throws Exception;
    }

    static Mono<Void> run(Action action) {
        return Mono.<Void>fromCallable(() -> {
                    action.run();
                    return null;
                })
                .subscribeOn(ReactorUtils.BLOCKING_CALL_WRAPPER);
    }
}
