package org.waypost.protocols.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;
import org.waypost.testing.tls.TrustAll;

/** A client of a protocol of lines over TLS. */
final class TlsLine implements AutoCloseable {
    private final SSLSocket socket;
    private final BufferedReader in;

    TlsLine(int port) throws IOException, GeneralSecurityException {
        socket = (SSLSocket) TrustAll.context().getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** The subject of the certificate that the port shows to who comes now. */
    static String shownBy(int port) throws IOException, GeneralSecurityException {
        try (TlsLine line = new TlsLine(port)) {
            line.socket.startHandshake();
            return ((X509Certificate) line.socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    String read() throws IOException {
        return in.readLine();
    }

    void write(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
