package org.waypost.protocols.managesieve;

import java.util.List;
import java.util.Locale;

/**
 * One command, or one line of an AUTHENTICATE exchange.
 *
 * @param arguments what it is made of; the first is the verb, unless it is a string
 * @param tooLarge whether a literal was too large and was thrown away
 * @param problem what is wrong with its syntax, null when nothing is
 */
record SieveCommand(List<Argument> arguments, boolean tooLarge, String problem) {

    /** The verb in capitals, empty when the line doesn't begin with a word. */
    String verb() {
        return arguments.isEmpty() || arguments.get(0).isString()
                ? ""
                : arguments.get(0).text().toUpperCase(Locale.ROOT);
    }

    /** The arguments behind the verb. */
    List<Argument> parameters() {
        return arguments.subList(1, arguments.size());
    }
}
