package org.waypost.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes keys and certificates with the keytool of the JDK. */
final class KeyTool {
    static final String PASSWORD = "changeit";

    private KeyTool() {}

    /**
     * Makes a PKCS12 store with a key and a certificate that it signed itself.
     *
     * @param names of the certificate, such as {@code ip:127.0.0.1,dns:localhost}
     */
    static Path keystore(Path file, String names) throws IOException, InterruptedException {
        run(file, "-genkeypair", "-alias", "node", "-keyalg", "EC", "-dname", "CN=node", "-ext", "san=" + names);
        return file;
    }

    /** Writes the certificate of a store as PEM. */
    static Path certificate(Path keystore, Path pem) throws IOException, InterruptedException {
        run(keystore, "-exportcert", "-alias", "node", "-rfc", "-file", pem.toString());
        return pem;
    }

    /** Makes a PKCS12 store that trusts a certificate. */
    static Path truststore(Path pem, Path file) throws IOException, InterruptedException {
        run(file, "-importcert", "-noprompt", "-alias", "authority", "-file", pem.toString());
        return file;
    }

    private static void run(Path keystore, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", keystore.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
