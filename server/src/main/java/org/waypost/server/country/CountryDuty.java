package org.waypost.server.country;

import javax.annotation.PreDestroy;
import org.apache.james.lifecycle.api.Startable;
import org.waypost.policy.country.CountryDatabase;
import org.waypost.policy.country.DatabaseWatch;

/** What goes on with the table of countries while the server runs. */
final class CountryDuty implements Startable {
    private final DatabaseWatch watch;
    private final CountryDatabaseInJmx jmx;

    CountryDuty(CountryDatabase database, DatabaseWatch watch) {
        this.watch = watch;
        this.jmx = new CountryDatabaseInJmx(database);
    }

    void start() {
        watch.start();
        jmx.show();
    }

    @PreDestroy
    void stop() {
        watch.close();
        jmx.hide();
    }
}
