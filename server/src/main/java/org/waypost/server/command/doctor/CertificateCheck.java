package org.waypost.server.command.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.waypost.server.command.Installation;
import org.waypost.server.command.PublicName;
import org.waypost.server.configuration.reading.PropertiesText;

/** Key and certificate: there, readable, a pair, valid, for the right name and signed by an authority. */
public final class CertificateCheck implements Check {
    private static final String NAME = "certificate";
    private static final Duration SOON = Duration.ofDays(14);
    private static final int DNS_NAME = 2;

    private final Clock clock;

    /** Looks at validity now. */
    public CertificateCheck() {
        this(Clock.systemUTC());
    }

    CertificateCheck(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Result> look(Patient patient) {
        Installation installation = patient.installation();
        try {
            PropertiesText tls =
                    PropertiesText.readIfPresent(installation.conf().resolve("tls.properties"));
            Path certificates =
                    installation.resolve(tls.value("certificates").orElse("file://var/tls/certificates.pem"));
            Path key = installation.resolve(tls.value("privateKey").orElse("file://var/tls/private.key"));
            Optional<Result> unreadable = unreadable(certificates).or(() -> unreadable(key));
            if (unreadable.isPresent()) {
                return List.of(
                        certificates.startsWith(installation.var()) && !Files.exists(certificates) && !patient.running()
                                ? Result.ok(NAME, "none yet; one is made at the first start")
                                : unreadable.get());
            }
            return look(certificates, key, PublicName.of(installation));
        } catch (IOException | GeneralSecurityException e) {
            return List.of(
                    Result.error(NAME, "can't be read: " + e.getMessage(), "Expected PEM files; see tls.properties."));
        }
    }

    private static Optional<Result> unreadable(Path file) {
        if (Files.isReadable(file)) {
            return Optional.empty();
        }
        return Optional.of(
                Files.exists(file)
                        ? Result.error(
                                NAME,
                                file + " can't be read by this user",
                                "The user of the server must be able to read it; run the doctor as this user or as root.")
                        : Result.error(NAME, file + " doesn't exist", "Set the files in tls.properties."));
    }

    private List<Result> look(Path certificates, Path key, String host) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain;
        try (InputStream stream = Files.newInputStream(certificates)) {
            chain = CertificateFactory.getInstance("X.509").generateCertificates(stream).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
        if (chain.isEmpty()) {
            return List.of(Result.error(
                    NAME, certificates + " holds no certificate", "Expected a PEM file, own certificate first."));
        }
        X509Certificate own = chain.get(0);
        List<Result> results = new ArrayList<>();
        results.add(validity(own));
        results.add(pair(own, key));
        results.add(name(own, host));
        if (own.getSubjectX500Principal().equals(own.getIssuerX500Principal())) {
            results.add(Result.warning(
                    NAME,
                    "it is self-signed: mail programs warn of it, some refuse",
                    "Get one from an authority (certbot) and name its files in tls.properties; no restart is needed."));
        }
        return results;
    }

    private Result validity(X509Certificate own) {
        Instant now = clock.instant();
        Instant end = own.getNotAfter().toInstant();
        String found = "valid from " + own.getNotBefore().toInstant() + " until " + end;
        String remedy = "Renew it; the server takes the new files without a restart.";
        if (now.isAfter(end) || now.isBefore(own.getNotBefore().toInstant())) {
            return Result.error(NAME, found + ", which isn't now", remedy);
        }
        return now.plus(SOON).isAfter(end)
                ? Result.warning(NAME, found + ", " + Duration.between(now, end).toDays() + " days from now", remedy)
                : Result.ok(NAME, found);
    }

    private static Result pair(X509Certificate own, Path file) throws IOException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = pem.indexOf("-----BEGIN PRIVATE KEY-----");
        if (begin < 0) {
            return Result.warning(
                    NAME,
                    file + " isn't an unencrypted PKCS#8 key, so it can't be compared with the certificate",
                    "Convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        try {
            String base64 = pem.substring(pem.indexOf('\n', begin), pem.indexOf("-----END", begin));
            PrivateKey key = KeyFactory.getInstance(own.getPublicKey().getAlgorithm())
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
            Signature signature = Signature.getInstance(algorithm(key));
            byte[] text = "waypost".getBytes(StandardCharsets.US_ASCII);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(own.getPublicKey());
            signature.update(text);
            if (signature.verify(signed)) {
                return Result.ok(NAME, "the private key belongs to it");
            }
        } catch (GeneralSecurityException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Result.error(
                    NAME,
                    "the private key in " + file + " doesn't belong to it: " + e.getMessage(),
                    "Name the two files that were made together in tls.properties.");
        }
        return Result.error(
                NAME,
                "the private key in " + file + " doesn't belong to it",
                "Name the two files that were made together in tls.properties.");
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }

    private static Result name(X509Certificate own, String host) throws GeneralSecurityException {
        List<String> names = new ArrayList<>();
        if (own.getSubjectAlternativeNames() != null) {
            own.getSubjectAlternativeNames().stream()
                    .filter(entry -> Integer.valueOf(DNS_NAME).equals(entry.get(0)))
                    .forEach(entry -> names.add(String.valueOf(entry.get(1))));
        }
        boolean fits = names.stream().anyMatch(name -> fits(name, host));
        return fits
                ? Result.ok(NAME, "it is for " + host)
                : Result.warning(
                        NAME,
                        "it is for " + (names.isEmpty() ? "no name" : String.join(", ", names))
                                + ", but this server is " + host,
                        "Get one for " + host + ", or set hostname in waypost.properties.");
    }

    /** RFC 9525 §6.3: a wildcard is the whole leftmost label, and stands for one label. */
    static boolean fits(String pattern, String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String wanted = pattern.toLowerCase(Locale.ROOT);
        if (!wanted.startsWith("*.")) {
            return wanted.equals(name);
        }
        int dot = name.indexOf('.');
        return dot > 0 && name.substring(dot).equals(wanted.substring(1));
    }
}
