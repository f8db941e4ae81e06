package org.waypost.protocols.tls;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** For tests: certificates in a folder. */
public final class TestCertificate {

    private TestCertificate() {}

    /** A certificate for localhost, made in {@code folder}. */
    public static ServerCertificate in(Path folder) throws Exception {
        TlsFiles files = new TlsFiles(folder.resolve("private.key"), folder.resolve("certificates.pem"));
        return new ServerCertificate(
                new TlsConfiguration(files, files, "localhost", Duration.ofSeconds(5), Duration.ofDays(14)),
                Clock.systemUTC());
    }

    /** Writes a new key and certificate for {@code host} over those of a server whose var folder is {@code var}. */
    public static void replace(Path var, String host) throws Exception {
        PemWriter.write(
                new SelfSigned(Clock.systemUTC()).make(host),
                new TlsFiles(var.resolve("tls/private.key"), var.resolve("tls/certificates.pem")));
    }
}
