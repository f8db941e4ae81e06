package org.waypost.protocols.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.model.MailboxPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** Names of mailboxes: none that breaks a response, and INBOX stays. */
class MailboxNamesTest {

    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        server = Imap.ours("");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void inboxCanNotBeDeleted() throws Exception {
        try (SmtpDialogue client = Imap.alice(server)) {
            for (String name : new String[] {"INBOX", "inbox", "\"#private.INBOX\"", "\"#private.inbox\""}) {
                assertThat(Imap.command(client, "a DELETE " + name)).startsWith("a NO");
            }
            assertThat(Imap.command(client, "b LIST \"\" *")).contains("INBOX");
            Imap.command(client, "c CREATE box");
            assertThat(Imap.command(client, "d DELETE box")).startsWith("d OK");
        }
    }

    @Test
    void controlCharactersAreRefusedInNames() throws Exception {
        try (SmtpDialogue client = Imap.alice(server)) {
            assertThat(Imap.command(client, "a CREATE {5+}\r\na\r\nb1")).startsWith("a NO [CANNOT] ");
            assertThat(Imap.command(client, "b CREATE &AA0ACg-x")).startsWith("b NO [CANNOT] ");
            assertThat(Imap.command(client, "c CREATE {3+}\r\na\0b")).doesNotContain("c OK");
            Imap.command(client, "d CREATE good");
            assertThat(Imap.command(client, "e RENAME good {4+}\r\na\r\nb")).startsWith("e NO [CANNOT] ");
            assertThat(Imap.command(client, "f SUBSCRIBE {4+}\r\na\r\nb")).startsWith("f NO [CANNOT] ");
            assertThat(Imap.command(client, "g LIST \"\" *")).contains("good");
        }
    }

    @Test
    void aNameThatCameAnotherWayDoesNotBreakAResponse() throws Exception {
        MailboxManager mailboxes = server.get(MailboxManager.class);
        MailboxSession bob = mailboxes.createSystemSession(Username.of("bob@example.test"));
        MailboxPath path = MailboxPath.forUser(bob.getUser(), "x\r\nz OK done");
        mailboxes.createMailbox(path, bob);
        server.get(SubscriptionManager.class).subscribe(bob, path);
        try (SmtpDialogue client = Imap.secure(server)) {
            Imap.command(client, "l LOGIN bob@example.test " + Imap.PASSWORD);
            assertThat(Imap.command(client, "a LIST \"\" *")).doesNotContain("\nz OK done");
            assertThat(Imap.command(client, "b LSUB \"\" *")).doesNotContain("\nz OK done");
            assertThat(Imap.command(client, "c LIST \"\" * RETURN (STATUS (MESSAGES))"))
                    .doesNotContain("\nz OK done");
        }
    }

    @Test
    void listWithAppendLimitIsAnswered() throws Exception {
        try (SmtpDialogue client = Imap.alice(server)) {
            assertThat(Imap.command(client, "a LIST \"\" * RETURN (STATUS (MESSAGES APPENDLIMIT))"))
                    .contains("a OK")
                    .contains("INBOX");
            assertThat(Imap.command(client, "b STATUS INBOX (APPENDLIMIT)")).contains("b OK");
        }
    }

    @Test
    void anAnnotationWithLineEndsIsALiteral() throws Exception {
        try (SmtpDialogue client = Imap.alice(server)) {
            assertThat(Imap.command(client, "a SETMETADATA INBOX (/private/comment {12+}\r\nx\r\nz OK done)"))
                    .startsWith("a OK");
            assertThat(Imap.command(client, "b GETMETADATA INBOX /private/comment"))
                    .contains("{12}\nx\nz OK done");
        }
    }
}
