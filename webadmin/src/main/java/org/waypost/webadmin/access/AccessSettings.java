package org.waypost.webadmin.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.jwt.JwtConfiguration;
import org.apache.james.jwt.JwtTokenVerifier;
import org.apache.james.webadmin.authentication.AuthenticationFilter;

/** Reads from {@code webadmin.properties} who may use WebAdmin. */
public final class AccessSettings {
    private static final String TOKEN_FILE = "file://var/webadmin/token";
    private static final String ADMINISTRATOR = "administrator";

    private AccessSettings() {}

    /**
     * The filter that lets administrators pass.
     *
     * @param jwt verifies JSON Web Tokens; empty when they are not taken
     * @throws ConfigurationException naming key, value and what was expected
     */
    public static AuthenticationFilter filter(
            Configuration properties, FileSystem files, Optional<JwtTokenVerifier> jwt)
            throws ConfigurationException, IOException {
        String token = properties.getString("token.file", TOKEN_FILE);
        AdministratorToken administratorToken =
                new AdministratorToken(files.getFile(token).toPath());
        FailureLimit failures = new FailureLimit(
                properties.getInt("failures.max", 10),
                Duration.ofSeconds(properties.getInt("failures.window.seconds", 300)),
                Clock.systemUTC());
        return new AdministratorFilter(new Administrators(administratorToken, passwords(properties), jwt), failures);
    }

    private static Map<String, AdministratorPassword> passwords(Configuration properties)
            throws ConfigurationException {
        Map<String, AdministratorPassword> passwords = new LinkedHashMap<>();
        for (Iterator<String> keys = properties.getKeys(ADMINISTRATOR); keys.hasNext(); ) {
            String key = keys.next();
            if (key.length() <= ADMINISTRATOR.length() + 1) {
                throw new ConfigurationException("webadmin.properties: " + key + "; expected administrator.<name>");
            }
            try {
                passwords.put(
                        key.substring(ADMINISTRATOR.length() + 1),
                        AdministratorPassword.parse(properties.getString(key)));
            } catch (IllegalArgumentException e) {
                // The value may be a password that someone wrote in clear text, so it isn't shown.
                throw new ConfigurationException("webadmin.properties: the value of " + key + ": " + e.getMessage(), e);
            }
        }
        return passwords;
    }

    /**
     * Verifies JSON Web Tokens with the keys that {@code jwt.publickeypem.url} names, without inflating any.
     *
     * @return empty unless {@code jwt.enabled} is true
     * @throws ConfigurationException when tokens are to be taken and no key is named, or one can't be read
     */
    public static Optional<JwtTokenVerifier> jwt(Configuration properties, FileSystem files)
            throws ConfigurationException {
        if (!properties.getBoolean("jwt.enabled", false)) {
            return Optional.empty();
        }
        String url = properties.getString("jwt.publickeypem.url", null);
        if (url == null) {
            throw new ConfigurationException(
                    "webadmin.properties: jwt.enabled is true and jwt.publickeypem.url is not set; expected the file of a PEM public key");
        }
        try {
            String key = Files.readString(files.getFile(url).toPath(), StandardCharsets.US_ASCII);
            return Optional.of(new UncompressedJwtVerifier(new JwtConfiguration(List.of(key))));
        } catch (IOException | IllegalStateException e) {
            throw new ConfigurationException(
                    "webadmin.properties: jwt.publickeypem.url is " + url + "; expected the file of a PEM public key",
                    e);
        }
    }
}
