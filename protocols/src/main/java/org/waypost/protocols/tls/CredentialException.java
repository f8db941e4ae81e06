package org.waypost.protocols.tls;

import java.nio.file.Path;

/** A private key or a certificate chain that can't be used; the message names the file and what is wrong with it. */
public final class CredentialException extends Exception {
    private static final long serialVersionUID = 1L;

    CredentialException(Path file, String problem) {
        super(file + ": " + problem);
    }

    CredentialException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
