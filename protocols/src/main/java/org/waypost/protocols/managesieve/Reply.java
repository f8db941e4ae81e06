package org.waypost.protocols.managesieve;

import java.time.Duration;

/**
 * What the client is told (RFC 5804 §1.2, §1.3).
 *
 * @param text all lines, with their ends
 * @param delay how long it waits first
 * @param then what happens after it is sent
 */
record Reply(String text, Duration delay, Then then) {

    /** What follows an answer. */
    enum Then {
        NEXT_COMMAND,
        TLS,
        CLOSE
    }

    private static Reply of(String text) {
        return new Reply(text + "\r\n", Duration.ZERO, Then.NEXT_COMMAND);
    }

    static Reply ok() {
        return of("OK");
    }

    static Reply ok(String text) {
        return of("OK " + SieveSyntax.string(text));
    }

    /** @param data lines that come before OK, each with its end */
    static Reply data(String data) {
        return of(data + "OK");
    }

    static Reply raw(String text) {
        return of(text);
    }

    static Reply no(String text) {
        return of("NO " + SieveSyntax.string(text));
    }

    /** A refusal with a response code of RFC 5804 §1.3. */
    static Reply no(String code, String text) {
        return of("NO (" + code + ") " + SieveSyntax.string(text));
    }

    static Reply bye(String text) {
        return new Reply("BYE " + SieveSyntax.string(text) + "\r\n", Duration.ZERO, Then.CLOSE);
    }

    Reply after(Duration wait) {
        return new Reply(text, wait, then);
    }

    Reply then(Then next) {
        return new Reply(text, delay, next);
    }
}
