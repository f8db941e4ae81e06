package org.waypost.protocols.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** The switch that lets passwords pass in clear. */
class ClearLoginTest {

    @Test
    void clearLogInIsPossibleOnlyWhenItIsAskedFor() throws Exception {
        try (MemoryMailServer open = Imap.ours("<auth><requireSSL>false</requireSSL></auth>");
                SmtpDialogue client = Imap.clear(open)) {
            assertThat(Imap.command(client, "a LOGIN " + Imap.ALICE + " " + Imap.PASSWORD))
                    .startsWith("a OK");
        }
    }
}
