package org.waypost.protocols.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Gives every new handshake the credential of the moment. Sessions that are under way keep theirs, so a new certificate drops nobody.
 *
 * <p>The alias of a credential is its fingerprint; the one before the current stays answerable, for a handshake that began with it.
 */
final class LiveKeyManager extends X509ExtendedKeyManager {
    private record Pair(Credential current, Credential previous) {}

    private final AtomicReference<Pair> credentials;

    LiveKeyManager(Credential first) {
        credentials = new AtomicReference<>(new Pair(first, first));
    }

    Credential current() {
        return credentials.get().current();
    }

    void replace(Credential fresh) {
        credentials.updateAndGet(pair -> new Pair(fresh, pair.current()));
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return alias(keyType);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String alias = alias(keyType);
        return alias == null ? null : new String[] {alias};
    }

    private String alias(String keyType) {
        Credential current = current();
        String algorithm = current.certificate().getPublicKey().getAlgorithm();
        boolean fits = keyType.equals(algorithm)
                || keyType.startsWith(algorithm + "_")
                || ("RSASSA-PSS".equals(keyType) && "RSA".equals(algorithm));
        return fits ? current.fingerprint() : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        Credential credential = find(alias);
        return credential == null ? null : credential.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        Credential credential = find(alias);
        return credential == null ? null : credential.privateKey();
    }

    private Credential find(String alias) {
        Pair pair = credentials.get();
        return Arrays.asList(pair.current(), pair.previous()).stream()
                .filter(credential -> credential.fingerprint().equals(alias))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
