package org.waypost.protocols.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Where a private key and its certificate chain lie, both as PEM (RFC 7468).
 *
 * @param privateKey   an unencrypted PKCS#8 key; PKCS#1 and SEC1 keys are read too
 * @param certificates the server's certificate first, then the ones that sign it
 */
public record TlsFiles(Path privateKey, Path certificates) {

    /** What tells a changed pair from an unchanged one without reading it. A missing file has the time 0 and the size -1. */
    record Stamp(FileTime keyTime, long keySize, FileTime certificatesTime, long certificatesSize) {}

    Stamp stamp() {
        return new Stamp(time(privateKey), size(privateKey), time(certificates), size(certificates));
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException missing) {
            return FileTime.fromMillis(0);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException missing) {
            return -1;
        }
    }
}
