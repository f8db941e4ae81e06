package org.waypost.mailets.routing;

import org.waypost.mailets.bounce.DeliveryFailure;

/** There is no server that a mail could be sent to; the message says why. */
public final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    /** How long it makes sense to try again. */
    enum Lasting {
        /** As long as the schedule says. */
        A_WHILE,
        /** A few times: a domain that nobody knows is mostly a typing error. */
        SHORTLY,
        /** Not at all. */
        FOR_EVER
    }

    private final String status;
    private final Lasting lasting;

    private Unreachable(String status, String reason, Lasting lasting) {
        super(reason);
        this.status = status;
        this.lasting = lasting;
    }

    static Unreachable forNow(String status, String reason) {
        return new Unreachable(status, reason, Lasting.A_WHILE);
    }

    static Unreachable probably(String status, String reason) {
        return new Unreachable(status, reason, Lasting.SHORTLY);
    }

    static Unreachable permanently(String status, String reason) {
        return new Unreachable(status, reason, Lasting.FOR_EVER);
    }

    Lasting lasting() {
        return lasting;
    }

    DeliveryFailure failure() {
        return new DeliveryFailure(status, getMessage(), "");
    }
}
