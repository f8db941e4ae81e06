package org.waypost.assembly.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.PinnedTls;

/** Calls of WebAdmin over HTTPS with the token that the server has generated. */
public final class WebAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client;
    private final String base;
    private final String token;

    WebAdmin(BundleServer server) throws IOException {
        this.client = HttpClient.newBuilder()
                .sslContext(PinnedTls.trusting(server.certificates()))
                .connectTimeout(PATIENCE)
                .build();
        this.base = "https://localhost:" + server.port(Endpoint.WEBADMIN);
        this.token = Files.readString(server.var().resolve("webadmin/token")).strip();
    }

    /** The answer to a request; the body is empty for none. */
    public HttpResponse<String> call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher content =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return client.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .method(method, content)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The answer to a request without credentials. */
    HttpResponse<String> stranger(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The JSON of a request that must succeed. */
    public JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = call(method, path, body);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    /** Starts a task and waits until it has completed. */
    JsonNode task(String method, String path, String body) throws IOException, InterruptedException {
        String id = json(method, path, body).get("taskId").asText();
        return Awaitility.await(method + " " + path)
                .atMost(PATIENCE)
                .until(() -> json("GET", "/tasks/" + id, ""), task -> {
                    String status = task.get("status").asText();
                    if (status.equals("failed") || status.startsWith("cancel")) {
                        throw new AssertionError("The task of " + path + " did not complete: " + task);
                    }
                    return status.equals("completed");
                });
    }

    /** Mails that are not processed yet. */
    public int queued() throws IOException, InterruptedException {
        return json("GET", "/mailQueues/spool", "").get("size").asInt();
    }
}
