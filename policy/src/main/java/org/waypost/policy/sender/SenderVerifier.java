package org.waypost.policy.sender;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.dns.Dns;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Asks SPF and verifies signatures, both at the same time and each up to its deadline. A check that is not done by then, for
 * the DNS is slow or dead, is {@link Verdict#TEMPERROR}: it says nothing for or against the sender, and the message goes on.
 */
public final class SenderVerifier {
    private static final Logger LOGGER = LoggerFactory.getLogger(SenderVerifier.class);
    /** For what a deadline can't end by itself, such as reading a message from a slow disk. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_WAITING = 1000;

    private final Dns dns;
    private final SenderCheckSettings settings;
    private final Scheduler threads =
            Schedulers.newBoundedElastic(MOST_AT_ONCE, MOST_WAITING, "sender-check", 60, true);

    public SenderVerifier(Dns dns, SenderCheckSettings settings) {
        this.dns = dns;
        this.settings = settings;
    }

    /** Opens a message; each call gives a stream from its first byte. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** How it was set up. */
    public SenderCheckSettings settings() {
        return settings;
    }

    /** The same with another DNS, to show what was asked. */
    public SenderVerifier asking(Dns other) {
        return new SenderVerifier(other, settings);
    }

    /** Checks a message. Never fails. */
    public Mono<SenderReport> verify(InetAddress client, String helo, MaybeSender sender, Content message) {
        return Mono.zip(spf(client, helo, sender), dkim(message), SenderReport::new);
    }

    /** Asks SPF alone (RFC 7208): for the sender's domain, or for the name of HELO when there is no sender. Never fails. */
    public Mono<SpfResult> spf(InetAddress client, String helo, MaybeSender sender) {
        if (!settings.spf()) {
            return Mono.just(SpfResult.NONE);
        }
        SpfResult asked = asked(helo, sender);
        Deadline deadline = settings.spfEnd();
        return Mono.fromCallable(() -> {
                    SpfEvaluation evaluation = new SpfEvaluation(
                            dns, deadline, client, localPart(sender), asked.domain(), helo.toLowerCase(Locale.ROOT));
                    Verdict verdict = evaluation.run();
                    return new SpfResult(verdict, asked.identity(), asked.domain(), evaluation.reason());
                })
                .subscribeOn(threads)
                .timeout(settings.totalDeadline().plus(GRACE))
                .onErrorResume(failure -> {
                    LOGGER.warn("SPF of {} could not be asked: {}", asked.domain(), failure.toString());
                    return Mono.just(
                            new SpfResult(Verdict.TEMPERROR, asked.identity(), asked.domain(), "not done in time"));
                });
    }

    private static SpfResult asked(String helo, MaybeSender sender) {
        return sender.asOptional()
                .map(address -> new SpfResult(
                        Verdict.NONE,
                        SpfResult.Identity.MAIL_FROM,
                        address.getDomain().asString().toLowerCase(Locale.ROOT),
                        ""))
                // RFC 7208 §2.4: without a sender it is the postmaster of the name of HELO.
                .orElseGet(() -> new SpfResult(
                        Verdict.NONE, SpfResult.Identity.HELO, withoutDot(helo.toLowerCase(Locale.ROOT)), ""));
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String localPart(MaybeSender sender) {
        return sender.asOptional()
                .map(MailAddress::getLocalPart)
                .filter(part -> !part.isEmpty())
                .orElse("postmaster");
    }

    /** Verifies the signatures alone (RFC 6376). Never fails. */
    public Mono<List<DkimResult>> dkim(Content message) {
        if (!settings.dkim()) {
            return Mono.just(List.of());
        }
        Deadline deadline = settings.dkimEnd();
        return Mono.fromCallable(() -> {
                    try (InputStream in = message.open()) {
                        return DkimCheck.run(dns, deadline, in);
                    }
                })
                .subscribeOn(threads)
                .timeout(settings.totalDeadline().plus(GRACE))
                .onErrorResume(failure -> {
                    LOGGER.warn("The signatures of a message could not be verified: {}", failure.toString());
                    return Mono.just(List.of(new DkimResult(Verdict.TEMPERROR, "", "", "", "not done in time")));
                });
    }
}
