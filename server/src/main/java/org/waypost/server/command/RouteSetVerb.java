package org.waypost.server.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waypost route set}: changes what is given, and keeps the rest. */
@Command(
        name = "set",
        description =
                "Make or change a route; what isn't given stays as it is. The name default stands for all mail that no"
                        + " other route takes, and has no conditions.")
final class RouteSetVerb extends Verb {
    @Parameters(paramLabel = "NAME", description = "Small letters, digits and hyphens.")
    String name;

    @Option(names = "--order", paramLabel = "NUMBER", description = "Routes are asked in this order (100).")
    Long order;

    @Option(names = "--sender-domain", paramLabel = "DOMAIN", split = ",", description = "Condition; * for any text.")
    List<String> senderDomains;

    @Option(
            names = "--sender",
            paramLabel = "ADDRESS",
            split = ",",
            description = "Condition; <> for mail without sender.")
    List<String> senders;

    @Option(names = "--by-user", paramLabel = "USER", split = ",", description = "Condition: who authenticated.")
    List<String> users;

    @Option(
            names = "--recipient-domain",
            paramLabel = "DOMAIN",
            split = ",",
            description = "Condition; * for any text.")
    List<String> recipientDomains;

    @Option(names = "--larger-than", paramLabel = "OCTETS", description = "Condition: the size of the message.")
    Long largerThan;

    @Option(names = "--source4", paramLabel = "ADDRESS", description = "IPv4 address that connections come from.")
    String source4;

    @Option(names = "--source6", paramLabel = "ADDRESS", description = "IPv6 address that connections come from.")
    String source6;

    @Option(names = "--helo", paramLabel = "NAME", description = "Name in EHLO.")
    String helo;

    @Option(
            names = "--hop",
            paramLabel = "HOST[:PORT]",
            split = ",",
            description = "Next servers, the first that answers.")
    List<String> hops;

    @Option(names = "--port", paramLabel = "PORT", description = "Port where a hop names none (25; 465 with TLS).")
    Long port;

    @Option(names = "--tls", paramLabel = "POLICY", description = "none, opportunistic, required or verified.")
    String tls;

    @Option(names = "--implicit-tls", paramLabel = "BOOL", arity = "1", description = "TLS from the first octet.")
    Boolean implicitTls;

    @Option(names = "--pin", paramLabel = "SHA256", split = ",", description = "Certificates to take, and no others.")
    List<String> pins;

    @Option(names = "--user", paramLabel = "USER", description = "User name at the hops.")
    String user;

    @Option(names = "--password-stdin", description = "Read its password from the first line of standard input.")
    boolean passwordStdin;

    @Option(names = "--retry", paramLabel = "PAUSES", description = "Such as \"5m, 10m, 2*1h, 26*4h\".")
    String retry;

    @Option(names = "--connections", paramLabel = "NUMBER", description = "How many at once (20).")
    Long connections;

    @Option(names = "--connections-per-destination", paramLabel = "NUMBER", description = "To one destination (10).")
    Long connectionsPerDestination;

    @Option(
            names = "--unset",
            paramLabel = "KEY",
            split = ",",
            description = "Keys to be as usual again, such as source6.")
    List<String> unset = List.of();

    @Override
    public Integer call() throws IOException {
        WebAdminClient server = webAdmin();
        Answer before = server.get(RouteVerbs.path(name));
        Map<String, Object> keys = new LinkedHashMap<>();
        if (before.status() != 404) {
            keys.putAll(done(before, "The route " + name + " can't be read").object());
        }
        keys.remove("passwordSet");
        Map<String, Object> when = new LinkedHashMap<>();
        if (keys.get("when") instanceof Map<?, ?> conditions) {
            conditions.forEach((key, value) -> when.put(String.valueOf(key), value));
        }
        conditions(when);
        actions(keys);
        keys.put("when", when);
        unset.forEach(key -> {
            keys.remove(key);
            when.remove(key);
        });
        Answer answer =
                done(server.put(RouteVerbs.path(name), Json.write(keys)), "The route " + name + " can't be set");
        say("Set the route " + name + ".", answer.object());
        return ExitCode.OK;
    }

    private void conditions(Map<String, Object> when) {
        given(when, "senderDomains", senderDomains);
        given(when, "senders", senders);
        given(when, "users", users);
        given(when, "recipientDomains", recipientDomains);
        given(when, "largerThan", largerThan);
    }

    private void actions(Map<String, Object> keys) throws IOException {
        given(keys, "order", order);
        given(keys, "source4", source4);
        given(keys, "source6", source6);
        given(keys, "helo", helo);
        given(keys, "hops", hops);
        given(keys, "port", port);
        given(keys, "tls", tls);
        given(keys, "implicitTls", implicitTls);
        given(keys, "pins", pins);
        given(keys, "user", user);
        given(keys, "retry", retry);
        given(keys, "connections", connections);
        given(keys, "connectionsPerDestination", connectionsPerDestination);
        if (tls == null && (user != null || pins != null) && "opportunistic".equals(keys.get("tls"))) {
            // What is usual for strangers isn't for a server that is known.
            keys.remove("tls");
        }
        if (passwordStdin) {
            keys.put("password", PasswordSource.firstLine());
        }
    }

    private static void given(Map<String, Object> keys, String key, Object value) {
        if (value != null) {
            keys.put(key, value);
        }
    }
}
