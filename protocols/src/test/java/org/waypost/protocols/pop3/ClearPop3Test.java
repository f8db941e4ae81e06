package org.waypost.protocols.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** The switch that lets passwords pass in clear, and a balancer's word on who the client is. */
class ClearPop3Test {

    @Test
    void passwordsPassInClearOnlyWhenItIsAskedFor() throws Exception {
        try (MemoryMailServer open = Pop3.ours("<auth><requireSSL>false</requireSSL></auth>");
                SmtpDialogue client = Pop3.clear(open)) {
            assertThat(Pop3.ask(client, "USER " + Pop3.ALICE)).startsWith("+OK");
            assertThat(Pop3.ask(client, "PASS " + Pop3.PASSWORD)).startsWith("+OK");
        }
    }
}
