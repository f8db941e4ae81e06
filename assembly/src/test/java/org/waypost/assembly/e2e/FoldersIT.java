package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** Folders of a user as an administrator handles them, seen by IMAP. */
@ExtendWith(SharedServer.class)
@Tag("feature-137")
class FoldersIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FAILURE = 1;
    private static final int NOT_FOUND = 5;
    private static final int CONFLICT = 6;

    private BundleServer server;
    private Account bob;

    @BeforeEach
    void users(BundleServer shared) throws Exception {
        server = shared;
        bob = server.user("folders");
    }

    private Program.Ended folder(String verb, String... arguments) throws Exception {
        return server.command("folder", verb, bob.address()).with(arguments).run();
    }

    private int code(String verb, String... arguments) throws Exception {
        return folder(verb, arguments).code();
    }

    @Test
    void foldersAreCreatedRenamedWithAllBelowAndDeleted() throws Exception {
        folder("create", "Projects.Über & Co.2026 \"März\"").succeeded();
        folder("create", "Projects.日本").succeeded();

        assertThat(server.mailboxes(bob).folders())
                .contains("Projects", "Projects.Über & Co", "Projects.Über & Co.2026 \"März\"", "Projects.日本");

        folder("rename", "Projects", "Archive.Old projects").succeeded();

        assertThat(server.mailboxes(bob).folders())
                .contains("Archive", "Archive.Old projects.Über & Co.2026 \"März\"", "Archive.Old projects.日本")
                .noneMatch(name -> name.startsWith("Projects"));

        assertThat(code("delete", "Archive.Old projects")).isEqualTo(CONFLICT);
        folder("delete", "Archive.Old projects", "--all").succeeded();

        assertThat(server.mailboxes(bob).folders())
                .contains("Archive")
                .noneMatch(name -> name.contains("Old projects"));
    }

    @Test
    void theListTellsMessagesAndQuota() throws Exception {
        server.command("quota", "set", bob.address(), "--size", "100M").run().succeeded();
        Swaks.mail(server.address(Endpoint.SMTP), "stranger@example.org", bob.address(), "counted")
                .run()
                .succeeded();
        org.awaitility.Awaitility.await("counted arrives")
                .atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(server.mailboxes(bob).subjects("INBOX")).containsExactly("counted"));

        JsonNode list = JSON.readTree(folder("list", "--json").succeeded());

        assertThat(list.at("/folders/0/name").asText()).isEqualTo("INBOX");
        assertThat(list.at("/folders/0/messages").asInt()).isEqualTo(1);
        assertThat(list.at("/folders/0/unseen").asInt()).isEqualTo(1);
        assertThat(list.at("/size/limit").asLong()).isEqualTo(100L << 20);
        assertThat(list.at("/size/used").asLong()).isPositive();
        assertThat(list.at("/count/used").asLong()).isEqualTo(1);
    }

    @Test
    void whatCanNotBeIsRefusedWithItsReason() throws Exception {
        folder("create", "There.Below").succeeded();
        // There from the first delivery or login on, or from now on.
        folder("create", "INBOX");

        assertThat(folder("create", "inbox").output()).contains("already");
        assertThat(code("create", "There")).isEqualTo(CONFLICT);
        assertThat(code("create", "a..b")).isEqualTo(FAILURE);
        assertThat(folder("create", "a*b").output()).contains("forbidden characters");
        assertThat(folder("create", "a\nb").output()).contains("on one line");
        assertThat(code("rename", "INBOX", "Other")).isEqualTo(CONFLICT);
        assertThat(folder("rename", "There", "There.Below.Deeper").output()).contains("lies inside");
        assertThat(code("rename", "There", "There.Below")).isEqualTo(FAILURE);
        assertThat(code("rename", "Nowhere", "Other")).isEqualTo(NOT_FOUND);
        assertThat(folder("delete", "INBOX").output()).contains("INBOX can't be deleted");
        assertThat(code("delete", "Nowhere")).isEqualTo(NOT_FOUND);
        assertThat(server.command("folder", "list", "nobody@example.test").run().code())
                .isEqualTo(NOT_FOUND);
        assertThat(server.mailboxes(bob).folders()).contains("INBOX", "There", "There.Below");
    }

    @Test
    @Tag("feature-138")
    void rightsAreGivenShownAndTakenAway() throws Exception {
        Account ann = server.user("reader");
        folder("create", "Shared").succeeded();

        folder("rights", "Shared", ann.address(), "lrs").succeeded();

        assertThat(server.mailboxes(bob).rights("Shared")).containsEntry(ann.address(), "lrs");
        assertThat(folder("rights", "Shared").succeeded()).contains(ann.address() + ": lrs");
        String shared = "#user." + bob.address().replaceAll("@.*", "") + ".Shared";
        assertThat(server.mailboxes(ann).subjects(shared)).isEmpty();

        folder("rights", "Shared", ann.address(), "none").succeeded();

        assertThat(server.mailboxes(bob).rights("Shared")).doesNotContainKey(ann.address());
        assertThat(folder("rights", "Shared", ann.address(), "none").code()).isEqualTo(NOT_FOUND);
        assertThat(folder("rights", "Shared", ann.address(), "xyz").output()).contains("letters of lrswipkxtea");
        assertThat(folder("rights", "Shared", "nobody@example.test", "lr").code())
                .isEqualTo(NOT_FOUND);
        assertThat(folder("rights", "Shared", bob.address(), "lr").output()).contains("the owner");
    }

    @Test
    @Tag("feature-138")
    void rightsStayInTheDomainUnlessItAllowsOthers() throws Exception {
        String tail = bob.address()
                .substring(bob.address().indexOf('-') + 1, bob.address().indexOf('@'));
        Account here = other("here-" + tail + ".test");
        Account there = other("there-" + tail + ".test");
        String rights = "/waypost/folders/" + here.address() + "/rights?name=INBOX&to="
                + URLEncoder.encode(there.address(), StandardCharsets.UTF_8);
        server.mailboxes(here).folders();

        var refused = server.webAdmin().call("PUT", rights, "{\"rights\": \"lr\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("sharing.otherDomains");

        server.webAdmin()
                .json("PUT", "/waypost/settings/domains/here-" + tail + ".test/sharing", "{\"otherDomains\": true}");

        assertThat(server.webAdmin()
                        .json("PUT", rights, "{\"rights\": \"lr\"}")
                        .path(there.address())
                        .asText())
                .isEqualTo("lr");
        assertThat(server.mailboxes(here).rights("INBOX")).containsEntry(there.address(), "lr");
    }

    private Account other(String domain) throws Exception {
        server.command("domain", "add", domain).run().succeeded();
        Account account = new Account("u@" + domain, "a long password 2");
        server.command("user", "add", account.address(), "--password-stdin")
                .input(account.password() + "\n")
                .run()
                .succeeded();
        return account;
    }
}
