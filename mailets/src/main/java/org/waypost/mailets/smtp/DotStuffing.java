package org.waypost.mailets.smtp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a message as DATA: every line ends with CRLF, and a dot at its begin is doubled (RFC 5321 §4.5.2). */
final class DotStuffing extends FilterOutputStream {
    private int last = '\n';

    DotStuffing(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        int value = octet & 0xff;
        // RFC 5321 §2.3.8: CR and LF are never sent but together.
        if (value == '\n') {
            if (last != '\r') {
                out.write('\r');
            }
        } else if (last == '\r') {
            out.write('\n');
            last = '\n';
        }
        if (value == '.' && last == '\n') {
            out.write('.');
        }
        out.write(value);
        last = value;
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        for (int index = from; index < from + length; index++) {
            write(octets[index]);
        }
    }

    /** Writes the end of the message. */
    void end() throws IOException {
        if (last == '\r') {
            out.write('\n');
        } else if (last != '\n') {
            out.write('\r');
            out.write('\n');
        }
        out.write(new byte[] {'.', '\r', '\n'});
        out.flush();
    }
}
