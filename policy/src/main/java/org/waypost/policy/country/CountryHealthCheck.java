package org.waypost.policy.country;

import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import reactor.core.publisher.Mono;

/** Degraded while a new table was not taken, or the one in use is too old. */
public final class CountryHealthCheck implements HealthCheck {
    private static final ComponentName NAME = new ComponentName("Country database");

    private final CountryDatabase database;

    public CountryHealthCheck(CountryDatabase database) {
        this.database = database;
    }

    @Override
    public ComponentName componentName() {
        return NAME;
    }

    @Override
    public Mono<Result> check() {
        return Mono.fromSupplier(() -> {
            CountryDatabase.Status status = database.status();
            if (status.problem().isPresent()) {
                return Result.degraded(
                        NAME,
                        "A new table was not taken, the one built " + status.built() + " stays in use: "
                                + status.problem().get());
            }
            return status.old()
                    ? Result.degraded(
                            NAME,
                            "The table " + status.source() + " is "
                                    + status.age().toDays() + " days old; put a newer one in its place")
                    : Result.healthy(NAME);
        });
    }
}
