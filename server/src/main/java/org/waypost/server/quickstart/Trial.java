package org.waypost.server.quickstart;

import java.io.IOException;
import java.util.List;
import javax.mail.MessagingException;

/** What a new server is tried with: the domain {@code example.test}, alice, bob, and a message from one to the other. */
public final class Trial {
    private static final String DOMAIN = "example.test";

    private final Places places;
    private final PortPlan plan;

    /** A trial of a running server. */
    public Trial(Places places, PortPlan plan) {
        this.places = places;
        this.plan = plan;
    }

    /**
     * Makes the domain and the users, with new passwords, then sends and reads.
     *
     * @throws IllegalStateException when the command refuses, or the message does not arrive as it was sent
     * @throws MessagingException when submission or IMAP refuses
     */
    public Outcome run() throws IOException, InterruptedException, MessagingException {
        Administration administration = new Administration(places);
        administration.domain(DOMAIN);
        Account alice = Account.withNewPassword("alice@" + DOMAIN);
        Account bob = Account.withNewPassword("bob@" + DOMAIN);
        administration.account(alice);
        administration.account(bob);
        MailRoundTrip.Received received =
                new MailRoundTrip(plan, PinnedTls.trusting(places.certificates())).sendAndRead(alice, bob);
        return new Outcome(alice, bob, received);
    }

    /** The users and the message that went from the first to the second. */
    public record Outcome(Account alice, Account bob, MailRoundTrip.Received received) {
        /** Both users. */
        List<Account> accounts() {
            return List.of(alice, bob);
        }
    }
}
