package org.waypost.server.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.accounts.autoreply.AutoReplySettings;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.server.composition.MemoryServer;

/** What JMX shows of a whole server. */
class ManagedBeansTest {
    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();
    private static final String BOB = "bob@example.test";
    private static final String SCOPE = "user:" + BOB;

    private static MemoryServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryServer.start(Map.of());
        server.user(BOB);
        server.user("ann@example.test");
    }

    @AfterAll
    static void stop() throws IOException, JMException {
        server.close();
        assertThat(JMX.queryNames(new ObjectName("org.waypost:*"), null))
                .as("after the stop")
                .isEmpty();
    }

    private static Object invoke(String concern, String operation, Object... given) throws JMException {
        return JMX.invoke(
                ManagedBeans.name(concern),
                operation,
                given,
                Stream.of(given)
                        .map(one -> one instanceof Boolean
                                ? "boolean"
                                : one.getClass().getName())
                        .toArray(String[]::new));
    }

    private static String[] lines(String concern, String operation, Object... given) throws JMException {
        return (String[]) invoke(concern, operation, given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts",
                "autoReply",
                "challenge",
                "country",
                "expiry",
                "folders",
                "forward",
                "mailets",
                "quotas",
                "routes",
                "rules",
                "senders",
                "welcome"
            })
    void everyConcernIsThereAndAllItsAttributesCanBeRead(String concern) throws Exception {
        ObjectName name = ManagedBeans.name(concern);

        for (MBeanAttributeInfo attribute : JMX.getMBeanInfo(name).getAttributes()) {
            assertThat(JMX.getAttribute(name, attribute.getName()))
                    .as(attribute.getName())
                    .isNotNull();
        }
    }

    @Test
    void settingsAreReadSetLockedAndTakenBack() throws Exception {
        invoke("accounts", "set", SCOPE, "autoReply", "replies: [{enabled: true, text: away}]");

        assertThat(server.get(AccountSettings.class)
                        .of(Username.of(BOB), AutoReplySettings.SECTION)
                        .block()
                        .replies())
                .hasSize(1);
        assertThat((String) invoke("accounts", "said", SCOPE)).contains("text: away");
        invoke("accounts", "lock", "domain:example.test", "autoReply", "insideDomains");
        assertThat(lines("accounts", "explain", SCOPE, "autoReply"))
                .anyMatch(line -> line.startsWith("replies: [{"))
                .anyMatch(
                        line -> line.startsWith("insideDomains: ") && line.endsWith("locked by domain:example.test)"));
        String all = (String) invoke("accounts", "export");
        assertThat(lines("accounts", "take", all, true)).contains(SCOPE);
        invoke("accounts", "unset", SCOPE, "autoReply");
        invoke("accounts", "lock", "domain:example.test", "autoReply", "");
        assertThat((String) invoke("accounts", "said", SCOPE)).doesNotContain("away");
    }

    @Test
    void foldersAreMadeSharedRenamedAndDeleted() throws Exception {
        invoke("folders", "create", BOB, "One");
        invoke("folders", "grant", BOB, "One", "ann@example.test", "lr");
        assertThat(lines("folders", "rights", BOB, "One")).containsExactly("ann@example.test: lr");
        invoke("folders", "grant", BOB, "One", "ann@example.test", "");
        assertThat(lines("folders", "rights", BOB, "One")).isEmpty();
        invoke("folders", "rename", BOB, "One", "Two");
        assertThat(lines("folders", "list", BOB)).contains("Two: 0 messages, 0 unseen");
        assertThat(lines("folders", "delete", BOB, "Two", true)).containsExactly("Two");
    }

    @Test
    void rulesAreTried() throws Exception {
        server.says(
                Username.of(BOB),
                "rules",
                "rules: [{name: tea, conditions: [{headers: [Subject], contains: [tea]}], action: file, folder: Tea}]");

        assertThat(lines("rules", "attempt", BOB, "<>", "Subject: TEA\r\n\r\nnow"))
                .containsExactly("holds: tea of " + SCOPE, "outcome: keep, folder Tea");
        assertThat(lines("rules", "attempt", BOB, "ann@example.test", "Subject: coffee\r\n\r\nnow"))
                .containsExactly("doesn't hold: tea of " + SCOPE, "outcome: keep");
    }

    @Test
    void sendersAreChecked() throws Exception {
        server.says(Username.of(BOB), "senders", "block: [{sender: '*@bad.example'}]");

        assertThat(lines("senders", "check", "127.0.0.1", "host.bad.example", "x@bad.example", BOB))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines[0]).startsWith("spf: "))
                .satisfies(lines -> assertThat(lines[1]).startsWith("lists: blocked by " + SCOPE));
    }

    @Test
    void thePipelineIsShownCheckedAndDrawn() throws Exception {
        assertThat((String[]) JMX.getAttribute(ManagedBeans.name("mailets"), "Steps"))
                .anyMatch(step -> step.startsWith("transport: ") && step.endsWith(".LocalDelivery"));
        assertThat(lines("mailets", "check")).isEmpty();
        assertThat((String) invoke("mailets", "graph")).startsWith("flowchart");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    user:nobody@example.test, autoReply, 'replies: []',  there is no user nobody@example.test
                    domain:nowhere.test,      autoReply, 'replies: []',  there is no domain nowhere.test
                    somebody,                 autoReply, 'replies: []',  'expected server, domain:NAME or user:ADDRESS'
                    server,                   autoReply, 'period: soon', 'autoReply.period'
                    server,                   nothing,   'x: 1',         'nothing'
                    """)
    void failuresAreWordsThatAConsoleCanRead(String scope, String section, String yaml, String words) {
        assertThatThrownBy(() -> invoke("accounts", "set", scope, section, yaml))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining(words);
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> invoke("folders", "delete", BOB, "Nowhere", false))
                .isInstanceOf(RuntimeMBeanException.class)
                .hasMessageContaining("Nowhere");
    }

    @Test
    void aUserIsRemovedWithAllThatBelongsToIt() throws Exception {
        Username carol = server.user("carol@example.test");

        String task = (String) invoke("accounts", "removeUser", carol.asString());

        assertThat(task).hasSize(36);
        Awaitility.await("the removal")
                .until(() -> !server.get(UsersRepository.class).contains(carol));
    }
}
