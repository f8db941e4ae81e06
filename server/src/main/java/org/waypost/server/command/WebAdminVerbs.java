package org.waypost.server.command;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waypost webadmin password}. */
@Command(
        name = "webadmin",
        aliases = "admin",
        description = "Access to WebAdmin.",
        subcommands = WebAdminVerbs.Password.class)
final class WebAdminVerbs implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: password");
    }

    @Command(
            name = "password",
            description =
                    "Print the hash of a password, for the key password of webadmin.properties (PBKDF2, RFC 8018).")
    static final class Password extends Verb {
        /** Rounds: what OWASP asks for with HMAC-SHA-512. */
        static final int ROUNDS = 210_000;

        private static final int BITS = 256;

        @Mixin
        PasswordSource source;

        @Override
        public Integer call() throws IOException, GeneralSecurityException {
            String password = source.read(output());
            byte[] salt = new byte[16];
            new SecureRandom().nextBytes(salt);
            String hash = hash(password, salt, ROUNDS);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("hash", hash);
            if (source.generated()) {
                result.put("password", password);
                output().line("Password: " + password);
            }
            say(hash, result);
            return ExitCode.OK;
        }

        static String hash(String password, byte[] salt, int rounds) throws GeneralSecurityException {
            PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, rounds, BITS);
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
            Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
            return "PBKDF2-SHA512:" + rounds + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
        }
    }
}
