package org.waypost.assembly.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.waypost.policy.country.MmdbWriter;

/**
 * One server as an operator has it who uses more than what is shipped: clients behind a balancer, a table of countries of his own, and
 * steps that write into each mail which of their matchers picked it.
 */
public final class OperatedServer extends SharedServer {
    /** Clients of the table. */
    static final String CHINA = "60.1.2.3";

    static final String GERMANY = "20.1.2.3";
    static final String JAPAN = "80.1.2.3";
    /** What the pipeline puts aside in place of delivering it. */
    static final String WITHOUT_ROOM = "var/mail/over-quota";

    private static final String TRUSTED =
            "<proxyProtocol><trusted>127.0.0.0/8</trusted><required>false</required><headerTimeout>1</headerTimeout></proxyProtocol>";
    private static final String STEPS = mark("SenderCountry=JP", "X-From", "Japan")
            + mark("SenderCountryNot=JP", "X-From", "abroad")
            + mark("SenderVerified", "X-SenderVerified", "yes")
            + mark("SenderFails", "X-SenderFails", "yes")
            + mark("SenderAllowed", "X-SenderAllowed", "yes")
            + mark("SenderBlocked", "X-SenderBlocked", "yes")
            + mark("QuotaAbove=30%", "X-QuotaAbove", "yes")
            + "<mailet match=\"OverQuota\" class=\"ToRepository\"><repositoryPath>cassandra://" + WITHOUT_ROOM
            + "/</repositoryPath></mailet>";

    private static final Path FOLDER = folder();

    public OperatedServer() {
        super("operated", OperatedServer::edited);
    }

    private static String mark(String matcher, String field, String value) {
        return "<mailet match=\"" + matcher + "\" class=\"SetMimeHeader\"><name>" + field + "</name><value>" + value
                + "</value></mailet>";
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("waypost-table-");
            folder.toFile().deleteOnExit();
            table(folder).toFile().deleteOnExit();
            put(folder, "CN");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path table(Path folder) {
        return folder.resolve("own.mmdb");
    }

    private static String edited(String file, String text) {
        return switch (file) {
            case "smtpserver.xml" -> text.replaceFirst("<auth>", TRUSTED + "<auth>");
            case "lmtpserver.xml" -> text.replaceFirst("<connectionLimit>", TRUSTED + "<connectionLimit>");
            case "country.properties" -> text + "\ndatabase=file://" + table(FOLDER) + "\nwatch.seconds=1\n";
            case "mailetcontainer.xml" -> text.replaceFirst("<!-- Aliases and groups", STEPS + "$0");
            default -> text;
        };
    }

    /** Puts a table in place by renaming; {@code china} is the country of the client in China. */
    static void put(String china) throws IOException {
        put(FOLDER, china);
    }

    private static void put(Path folder, String china) throws IOException {
        replace(
                folder,
                new MmdbWriter(6, 24)
                        .built(Instant.now())
                        .country("60.0.0.0/8", china)
                        .country("20.0.0.0/8", "DE")
                        .country("80.0.0.0/8", "JP")
                        .bytes());
    }

    /** Puts a file with this content in place of the table. */
    static void replace(byte[] bytes) throws IOException {
        replace(FOLDER, bytes);
    }

    private static void replace(Path folder, byte[] bytes) throws IOException {
        Path beside = Files.write(folder.resolve("new.mmdb"), bytes);
        Files.move(beside, table(folder), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
