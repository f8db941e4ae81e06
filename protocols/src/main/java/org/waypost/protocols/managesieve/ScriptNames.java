package org.waypost.protocols.managesieve;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which names scripts may have (RFC 5804 §1.6). */
final class ScriptNames {

    private static final int LONGEST = 512;

    private ScriptNames() {}

    /** What is wrong with a name; empty when nothing is. */
    static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("A script's name is not empty");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.of("A script's name has at most " + LONGEST + " octets");
        }
        // RFC 5804 §1.6: no C0, C1, DEL, line separator, paragraph separator. A slash would be a path in stores of
        // files.
        boolean bad = name.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == '/');
        return bad ? Optional.of("A script's name has no control characters and no slash") : Optional.empty();
    }
}
