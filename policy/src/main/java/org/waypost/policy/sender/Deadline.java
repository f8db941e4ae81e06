package org.waypost.policy.sender;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.waypost.policy.dns.DnsAnswer;

/**
 * The moment at which a check ends, whoever hasn't answered.
 *
 * @param nanos by the clock of {@link System#nanoTime}
 */
record Deadline(long nanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Waits for an answer; one that does not come in time is {@link DnsAnswer#FAILED}. */
    DnsAnswer await(CompletionStage<DnsAnswer> question) {
        try {
            return question.toCompletableFuture().get(Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DnsAnswer.FAILED;
        } catch (TimeoutException | ExecutionException e) {
            return DnsAnswer.FAILED;
        }
    }
}
