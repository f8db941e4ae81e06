package org.waypost.server.accounts;

import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.lifecycle.api.Startable;
import org.waypost.accounts.changes.ChangeFeed;

/** Begins and ends the look at what other servers change. */
@Singleton
final class ChangeWatch implements Startable {
    private final ChangeFeed changes;

    @Inject
    ChangeWatch(ChangeFeed changes) {
        this.changes = changes;
    }

    void start() {
        changes.start();
    }

    @PreDestroy
    void stop() {
        changes.close();
    }
}
