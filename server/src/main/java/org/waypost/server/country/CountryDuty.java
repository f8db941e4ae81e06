package org.waypost.server.country;

import javax.annotation.PreDestroy;
import org.apache.james.lifecycle.api.Startable;
import org.waypost.policy.country.DatabaseWatch;

/** What goes on with the table of countries while the server runs. */
final class CountryDuty implements Startable {
    private final DatabaseWatch watch;

    CountryDuty(DatabaseWatch watch) {
        this.watch = watch;
    }

    void start() {
        watch.start();
    }

    @PreDestroy
    void stop() {
        watch.close();
    }
}
