package org.waypost.server.command.remote;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the server's own certificate, whatever name it bears (RFC 7858 §4.2 calls this a pinned key), and others
 * when an authority known to Java signed them. Their name must be right, except on loopback, where the peer can only
 * be this machine.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final Set<X509Certificate> pins;
    private final boolean loopback;

    PinnedTrust(Collection<X509Certificate> pins, boolean loopback) {
        this.pins = Set.copyOf(pins);
        this.loopback = loopback;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (pinned(chain)) {
            return;
        }
        if (loopback) {
            authorities().checkServerTrusted(chain, authType);
        } else {
            authorities().checkServerTrusted(chain, authType, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (pinned(chain)) {
            return;
        }
        if (loopback) {
            authorities().checkServerTrusted(chain, authType);
        } else {
            authorities().checkServerTrusted(chain, authType, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (!pinned(chain)) {
            authorities().checkServerTrusted(chain, authType);
        }
    }

    /** The first certificate is that of the peer (RFC 8446 §4.4.2). */
    private boolean pinned(X509Certificate[] chain) throws CertificateException {
        if (chain.length > 0 && pins.contains(chain[0])) {
            chain[0].checkValidity();
            return true;
        }
        return false;
    }

    private static X509ExtendedTrustManager authorities() throws CertificateException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new CertificateException("this Java has no list of certificate authorities");
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the certificate authorities of this Java can't be read", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("the command is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("the command is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the command is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
