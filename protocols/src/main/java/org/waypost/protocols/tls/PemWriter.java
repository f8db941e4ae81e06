package org.waypost.protocols.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.security.cert.X509Certificate;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** Writes a {@link Credential} as two PEM files (RFC 7468), each of them whole or not at all. */
final class PemWriter {

    private PemWriter() {}

    static void write(Credential credential, TlsFiles files) throws IOException {
        PrivateFiles.write(files.privateKey(), pem(new JcaPKCS8Generator(credential.privateKey(), null)));
        StringBuilder chain = new StringBuilder();
        for (X509Certificate certificate : credential.chain()) {
            chain.append(pem(certificate));
        }
        PrivateFiles.write(files.certificates(), chain.toString());
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
