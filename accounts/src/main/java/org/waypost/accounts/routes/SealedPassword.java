package org.waypost.accounts.routes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A password as it is stored: encrypted, to be opened by {@link RouteSecrets} alone.
 *
 * @param sealed the form that is stored
 */
public record SealedPassword(@JsonValue String sealed) {

    /** From its stored form. */
    @JsonCreator
    public static SealedPassword of(String sealed) {
        return new SealedPassword(sealed);
    }

    @Override
    public String toString() {
        return "set";
    }
}
