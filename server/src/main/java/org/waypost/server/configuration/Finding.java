package org.waypost.server.configuration;

import java.util.Optional;

/**
 * One thing that is wrong or doubtful in the conf folder.
 *
 * @param severity whether the start is refused
 * @param file name of the file, relative to the conf folder
 * @param line line in the file, counted from 1; 0 when the finding has no line (a missing key or file)
 * @param key the key, or the path of the element, such as {@code smtpservers/smtpserver/tls@startTLS}
 * @param value the value as written; never printed when the key holds a secret
 * @param expected what would have been right
 */
public record Finding(Severity severity, String file, int line, String key, String value, String expected) {

    /** Whether a finding refuses the start. */
    public enum Severity {
        /** The start is refused. */
        ERROR,
        /** The start goes on; the finding is logged. */
        WARNING
    }

    /** A finding that refuses the start. */
    public static Finding error(String file, int line, String key, String value, String expected) {
        return new Finding(Severity.ERROR, file, line, key, value, expected);
    }

    /** A finding that is reported only. */
    public static Finding warning(String file, int line, String key, String value, String expected) {
        return new Finding(Severity.WARNING, file, line, key, value, expected);
    }

    /** The same in a file that is called otherwise. */
    Finding in(String name) {
        return new Finding(severity, name, line, key, value, expected);
    }

    /** Whether this finding refuses the start. */
    public boolean refuses() {
        return severity == Severity.ERROR;
    }

    /** One line for a terminal or a log: {@code file:line: error: key = value: expected …}. */
    public String text() {
        String place = line > 0 ? file + ":" + line : file;
        String what = Optional.of(key)
                .filter(name -> !name.isEmpty())
                .map(name -> value.isEmpty() ? name + ": " : name + " = " + value + ": ")
                .orElse("");
        return place + ": " + (refuses() ? "error" : "warning") + ": " + what + expected;
    }
}
