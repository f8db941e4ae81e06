package org.waypost.server.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays WebAdmin by HTTPS: answers as James does, so that exit codes can be tested without a server. */
public final class PlayedWebAdmin implements AutoCloseable {
    static final String TOKEN = "token-of-the-test";

    public final TreeSet<String> domains = new TreeSet<>();
    public final TreeMap<String, String> users = new TreeMap<>();
    public final TreeMap<String, String> quotas = new TreeMap<>();
    final TreeMap<String, String> routes = new TreeMap<>();
    public final CopyOnWriteArrayList<String> requests = new CopyOnWriteArrayList<>();
    public final CopyOnWriteArrayList<String> bodies = new CopyOnWriteArrayList<>();
    public volatile String senders = "{}";
    public volatile String health =
            "{\"status\":\"healthy\",\"checks\":[{\"componentName\":\"Cassandra\",\"status\":\"healthy\"}]}";
    public volatile int healthStatus = 200;
    public volatile String engines =
            "{\"engines\":[{\"name\":\"cassandra\",\"version\":\"5.0.9\",\"local\":true,\"state\":\"READY\",\"address\":\"127.0.0.1:9042\"}]}";
    /** Further answers: status and body by method and path. */
    public final Map<String, Map.Entry<Integer, String>> answers = new ConcurrentHashMap<>();

    private final HttpsServer server;

    private PlayedWebAdmin(HttpsServer server) {
        this.server = server;
    }

    /** Starts it and writes configuration, token and certificate into the folders of an installation. */
    public static PlayedWebAdmin start(Path home, SelfSigned identity) throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
        PlayedWebAdmin played = new PlayedWebAdmin(server);
        server.createContext("/", played::answer);
        server.start();
        Files.createDirectories(home.resolve("conf"));
        Files.createDirectories(home.resolve("var/webadmin"));
        Files.writeString(home.resolve("conf/webadmin.properties"), "port=" + played.port() + "\n");
        Files.writeString(home.resolve("conf/jmx.properties"), "jmx.enabled=false\n");
        Files.writeString(home.resolve("var/webadmin/token"), TOKEN + "\n");
        identity.writeCertificate(home.resolve("var/tls/certificates.pem"));
        identity.writeKey(home.resolve("var/tls/private.key"));
        return played;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getRawPath();
            String query = exchange.getRequestURI().getQuery();
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            bodies.add(body);
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "");
            } else if (answers.containsKey(exchange.getRequestMethod() + " " + path)) {
                var answer = answers.get(exchange.getRequestMethod() + " " + path);
                send(exchange, answer.getKey(), answer.getValue());
            } else if (path.startsWith("/domains")) {
                domains(exchange, part(path, 2));
            } else if (path.startsWith("/waypost/accounts/domains/")) {
                domains.remove(part(path, 4));
                send(exchange, 201, "{\"taskId\":\"7\"}");
            } else if (path.startsWith("/waypost/accounts/users/")) {
                users.remove(part(path, 4));
                send(exchange, 201, "{\"taskId\":\"7\"}");
            } else if (path.equals("/tasks/7/await")) {
                send(exchange, 200, "{\"taskId\":\"7\",\"status\":\"completed\"}");
            } else if (path.startsWith("/address/aliases/")) {
                send(exchange, 204, "");
            } else if (path.startsWith("/users")) {
                users(exchange, part(path, 2), query, body);
            } else if (path.startsWith("/waypost/quota/domains")) {
                totals(exchange, part(path, 4), body);
            } else if (path.startsWith("/quota")) {
                quota(exchange, path, body);
            } else if (path.startsWith("/waypost/routes/")) {
                route(exchange, part(path, 3), part(path, 4), body);
            } else if (path.equals("/healthcheck")) {
                send(exchange, healthStatus, health);
            } else if (path.equals("/waypost/engines")) {
                send(exchange, 200, engines);
            } else if (path.equals("/waypost/senders/check")) {
                send(exchange, 200, senders);
            } else if (path.equals("/mailQueues")) {
                send(exchange, 200, "[\"outgoing\",\"spool\"]");
            } else if (path.startsWith("/mailQueues/")) {
                send(exchange, 200, "{\"name\":\"" + part(path, 2) + "\",\"size\":7}");
            } else {
                send(
                        exchange,
                        404,
                        "{\"statusCode\":404,\"type\":\"notFound\",\"message\":\"GET " + path + " can not be found\"}");
            }
        }
    }

    private void domains(HttpExchange exchange, String domain) throws IOException {
        if (domain.isEmpty()) {
            send(exchange, 200, Json.write(domains));
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "GET" -> send(exchange, domains.contains(domain) ? 204 : 404, "");
            case "PUT" -> {
                if (domain.contains("_")) {
                    send(
                            exchange,
                            400,
                            "{\"statusCode\":400,\"type\":\"InvalidArgument\",\"message\":\"Invalid request for domain"
                                    + " creation\",\"details\":\"no underscore\"}");
                } else {
                    domains.add(domain);
                    send(exchange, 204, "");
                }
            }
            default -> send(exchange, 405, "");
        }
    }

    private void users(HttpExchange exchange, String user, String query, String body) throws IOException {
        if (user.isEmpty()) {
            send(
                    exchange,
                    200,
                    Json.write(users.keySet().stream()
                            .map(name -> Map.of("username", name))
                            .toList()));
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "HEAD" -> send(exchange, users.containsKey(user) ? 200 : 404, "");
            case "PUT" -> {
                if (users.containsKey(user) && !"force".equals(query)) {
                    send(exchange, 409, "{\"message\":\"User " + user + " already exists\"}");
                } else {
                    users.put(user, String.valueOf(((Map<?, ?>) Json.read(body)).get("password")));
                    send(exchange, 204, "");
                }
            }
            default -> send(exchange, 405, "");
        }
    }

    private void quota(HttpExchange exchange, String path, String body) throws IOException {
        String target = part(path, 3);
        if (path.startsWith("/quota/users/") && !users.containsKey(target)
                || path.startsWith("/quota/domains/") && !domains.contains(target)) {
            send(exchange, 404, "{\"message\":\"not found\"}");
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                quotas.put(path, body);
                send(exchange, 204, "");
            }
            case "DELETE" -> {
                quotas.remove(path);
                send(exchange, 204, "");
            }
            default ->
                send(
                        exchange,
                        200,
                        path.equals("/quota")
                                ? "{\"count\":null,\"size\":1073741824}"
                                : "{\"global\":{\"size\":1073741824,\"count\":null},\"domain\":null,\"user\":{\"size\":-1,\"count\":100},"
                                        + "\"computed\":{\"size\":-1,\"count\":100},\"occupation\":{\"size\":1536,\"count\":3,\"ratio\":{}}}");
        }
    }

    private void route(HttpExchange exchange, String name, String action, String body) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            routes.put(name, body);
            send(exchange, 200, body);
        } else if (!routes.containsKey(name)) {
            send(exchange, 404, "{\"message\":\"There is no route " + name + "\"}");
        } else if (action.equals("test")) {
            send(
                    exchange,
                    200,
                    "{\"steps\":[{\"server\":\"192.0.2.9:25\",\"step\":\"connect\",\"done\":false,\"said\":\"no\"}]}");
        } else if (action.equals("check")) {
            send(
                    exchange,
                    200,
                    "{\"findings\":[{\"name\":\"PTR of 192.0.2.1\",\"good\":false,\"about\":\"it has none\"}]}");
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            routes.remove(name);
            send(exchange, 204, "");
        } else {
            send(exchange, 200, routes.get(name));
        }
    }

    private void totals(HttpExchange exchange, String domain, String body) throws IOException {
        if (!domain.isEmpty() && !domains.contains(domain)) {
            send(exchange, 404, "{\"message\":\"not found\"}");
            return;
        }
        if (exchange.getRequestMethod().equals("PUT")) {
            quotas.put("total of " + domain, body);
        }
        String row = "{\"domain\":\"example.test\",\"total\":{\"size\":1073741824,\"count\":-1},"
                + "\"used\":{\"size\":1536,\"count\":3}";
        send(
                exchange,
                200,
                domain.isEmpty()
                        ? "{\"domains\":[" + row + "}]}"
                        : row + ",\"users\":[{\"user\":\"alice@example.test\",\"size\":1536,\"count\":3}]}");
    }

    private static String part(String path, int index) {
        String[] parts = path.split("/", -1);
        return parts.length > index ? URLDecoder.decode(parts[index], StandardCharsets.UTF_8) : "";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
