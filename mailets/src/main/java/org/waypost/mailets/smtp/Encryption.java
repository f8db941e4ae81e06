package org.waypost.mailets.smtp;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which certificates are taken, and the handshake. TLS 1.2 and 1.3 only. */
public final class Encryption {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    private static final String ADDRESS = "[0-9.]+|.*:.*";

    private final SSLContext context;
    private final boolean names;

    private Encryption(SSLContext context, boolean names) {
        this.context = context;
        this.names = names;
    }

    /** Any certificate: what is sent can't be read on its way, but who reads it at the end is not known (RFC 7435). */
    public static Encryption ofAnyone() {
        return of(new Judge(List.of(), true));
    }

    /** Only these certificates, by their SHA-256, whatever their names. */
    public static Encryption ofPinned(List<String> fingerprints) {
        return of(new Judge(fingerprints, false));
    }

    /** Only certificates for the server's name (RFC 6125) that the system trusts. */
    public static Encryption ofTrusted() {
        try {
            return ofTrusted(SSLContext.getDefault());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Only certificates for the server's name that a context trusts. */
    public static Encryption ofTrusted(SSLContext context) {
        return new Encryption(context, true);
    }

    private static Encryption of(TrustManager judge) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {judge}, null);
            return new Encryption(context, false);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Encrypts a connection; fails when the handshake does, with the reason. */
    SSLSocket over(Socket plain, Target target, Duration patience) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, target.name(), target.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        if (names) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!target.name().matches(ADDRESS)) {
            parameters.setServerNames(List.of(new SNIHostName(target.name())));
        }
        socket.setSSLParameters(parameters);
        socket.setSoTimeout((int) Math.min(patience.toMillis(), Integer.MAX_VALUE));
        socket.startHandshake();
        return socket;
    }

    private static final class Judge extends X509ExtendedTrustManager {
        private final List<String> fingerprints;
        private final boolean anyone;

        Judge(List<String> fingerprints, boolean anyone) {
            this.fingerprints = List.copyOf(fingerprints);
            this.anyone = anyone;
        }

        private void judge(X509Certificate[] chain) throws CertificateException {
            if (anyone) {
                return;
            }
            String found;
            try {
                found = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new CertificateException("the certificate can't be read", e);
            }
            if (!fingerprints.contains(found)) {
                throw new CertificateException("the certificate " + found + " is not one of those that are pinned");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            judge(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            judge(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            judge(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
