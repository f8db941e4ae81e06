package org.waypost.accounts.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.waypost.accounts.challenge.PendingMail.Progress;
import org.waypost.accounts.challenge.PendingMail.Remote;

/** Things to store. */
final class Samples {
    static final Username BOB = Username.of("bob@example.org");
    static final Username CAROL = Username.of("carol@example.org");
    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private Samples() {}

    static PendingMail mail(Username user, String sender, String name) {
        try {
            return new PendingMail(
                    user,
                    PendingMail.id(name, user),
                    sender,
                    Optional.of(new MailAddress("alice@example.net")),
                    new MailAddress(user.asString()),
                    "Grüße",
                    "the sender is unknown",
                    true,
                    NOW,
                    NOW.plus(Duration.ofDays(14)),
                    1234,
                    "blob of " + name,
                    Map.of("org.waypost.sender.spf", "{\"serializer\":\"StringSerializer\",\"value\":\"pass\"}"),
                    new Remote("mx.example.net", "192.0.2.7"),
                    Progress.NONE);
        } catch (AddressException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static SentChallenge challenge(Username user, String sender, String mail) {
        return new SentChallenge(
                UUID.randomUUID(),
                user,
                sender,
                PendingMail.id(mail, user),
                NOW,
                NOW.plus(Duration.ofDays(14)),
                Optional.empty());
    }
}
