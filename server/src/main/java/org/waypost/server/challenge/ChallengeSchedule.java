package org.waypost.server.challenge;

import java.io.FileNotFoundException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.lifecycle.api.Startable;
import org.apache.james.util.DurationParser;
import org.apache.james.utils.PropertiesProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.mailets.challenge.ChallengeRounds;

/** Lets the rounds go every {@code challenge.round.period}; digests go out from {@code challenge.digest.at} on. */
@Singleton
final class ChallengeSchedule implements Startable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ChallengeSchedule.class);

    private final ChallengeRounds rounds;
    private final Duration period;
    private final LocalTime digestAt;
    private final ScheduledExecutorService timer;

    @Inject
    ChallengeSchedule(ChallengeRounds rounds, PropertiesProvider properties) throws ConfigurationException {
        this.rounds = rounds;
        this.period = DurationParser.parse(said(properties, "challenge.round.period", "10m"), ChronoUnit.SECONDS);
        this.digestAt = LocalTime.parse(said(properties, "challenge.digest.at", "06:00"));
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "challenge-rounds");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static String said(PropertiesProvider properties, String key, String otherwise)
            throws ConfigurationException {
        try {
            return properties.getConfiguration("waypost").getString(key, otherwise);
        } catch (FileNotFoundException everythingAsByDefault) {
            return otherwise;
        }
    }

    void start() {
        var unused =
                timer.scheduleWithFixedDelay(this::go, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void go() {
        try {
            rounds.go(digestAt);
        } catch (RuntimeException e) {
            LOGGER.error("Held mail can't be tended now; the next round is in {}", period, e);
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        timer.shutdownNow();
        if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
            LOGGER.warn("A round of held mail was still under way at the stop");
        }
    }
}
