package org.waypost.assembly.durability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the log of a server tells of single mails, so that a lost one shows how far it came. */
final class Traces {
    private static final int MOST_MAILS = 3;
    private static final int LONGEST_LINE = 330;

    /** Where the fields begin that repeat what the line says. */
    private static final Pattern FIELDS = Pattern.compile(" {2}\\w+=.*");

    /** Where a mail was stored; nothing else may be stored there. */
    private static final Pattern PLACE = Pattern.compile(" mailbox=\\S+ uid=\\d+ ");

    private final List<String> log;

    private Traces(List<String> log) {
        this.log = log;
    }

    static Traces in(Path log) throws IOException {
        return new Traces(Files.readAllLines(log));
    }

    /** The lines about the first of some mails, given as "number to address". */
    String of(List<String> missing) {
        return missing.stream()
                .map(entry -> entry.substring(0, entry.indexOf(' ')))
                .distinct()
                .limit(MOST_MAILS)
                .map(number -> number + " in the log:\n" + of(number))
                .collect(Collectors.joining("\n"));
    }

    private String of(String number) {
        Pattern spooled = Pattern.compile("spooled mail (\\S+) with messageId <" + number + "@durability\\.");
        List<String> names = log.stream()
                .map(spooled::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
        List<String> places = log.stream()
                .filter(line -> names.stream().anyMatch(line::contains))
                .map(PLACE::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .toList();
        return log.stream()
                .filter(line -> names.stream().anyMatch(line::contains)
                        || places.stream().anyMatch(line::contains))
                .map(line -> FIELDS.matcher(line).replaceFirst(""))
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
                .collect(Collectors.joining("\n"));
    }
}
