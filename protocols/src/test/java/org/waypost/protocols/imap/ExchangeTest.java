package org.waypost.protocols.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** Everyday IMAP over the assembled commands: IDLE, literals in both directions, COPY and MOVE. */
class ExchangeTest {

    @Test
    void aSessionOfAMailProgram() throws Exception {
        try (MemoryMailServer server = Imap.ours("");
                SmtpDialogue client = Imap.alice(server);
                SmtpDialogue other = Imap.alice(server)) {
            assertThat(Imap.command(client, "a SELECT INBOX")).contains("a OK [READ-WRITE]");
            client.raw("b IDLE\r\n");
            assertThat(client.line()).startsWith("+ ");
            other.raw("a APPEND INBOX (\\Seen) {24+}\r\nSubject: hello\r\n\r\nhello!\r\n");
            assertThat(Imap.answer(other, "a")).startsWith("a OK [APPENDUID");
            assertThat(client.line()).isEqualTo("* 1 EXISTS");
            client.raw("DONE\r\n");
            assertThat(Imap.answer(client, "b")).contains("b OK");
            assertThat(Imap.command(client, "c FETCH 1 (FLAGS BODY[HEADER.FIELDS (Subject)])"))
                    .contains("Subject: hello", "c OK");
            assertThat(Imap.command(client, "d COPY 1 Archive")).contains("d OK [COPYUID");
            assertThat(Imap.command(client, "e MOVE 1 Trash")).contains("e OK");
            assertThat(Imap.command(client, "f STATUS Trash (MESSAGES)")).contains("MESSAGES 1");
            assertThat(Imap.command(client, "g LOGOUT ")).contains("* BYE", "g OK");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void unknownCommandsDoNotEndASession() throws Exception {
        try (MemoryMailServer server = Imap.ours("");
                SmtpDialogue client = Imap.alice(server)) {
            assertThat(Imap.command(client, "a XYZZY ")).startsWith("a BAD");
            assertThat(Imap.command(client, "b APPEND ")).startsWith("b BAD");
            assertThat(Imap.command(client, "c NOOP ")).startsWith("c OK");
        }
    }
}
