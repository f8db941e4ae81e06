package org.waypost.server.external;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Asks each node of the operator's OpenSearch for the health of the cluster; one that answers is enough to work. */
public final class OpenSearchProbe implements EngineProbe {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OpenSearchAddress address;
    private final HttpAsker asker;

    public OpenSearchProbe(OpenSearchAddress address) {
        this.address = address;
        this.asker = new HttpAsker(address.login(), address.trust());
    }

    @Override
    public String name() {
        return "opensearch";
    }

    @Override
    public String address() {
        return address.hosts().stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    @Override
    public EngineAnswer ask() {
        List<String> failures = new ArrayList<>();
        String status = "";
        String version = "";
        for (URI host : address.hosts()) {
            try {
                status = field(host, "/_cluster/health", "/status");
                version = field(host, "/", "/version/number");
            } catch (IOException e) {
                failures.add(e.getMessage());
            }
        }
        if (status.isEmpty()) {
            return EngineAnswer.unusable(String.join("; ", failures));
        }
        if (status.equals("red")) {
            failures.add(
                    "the cluster is red: some of what it stores can't be read; see GET /_cluster/allocation/explain");
        }
        return failures.isEmpty()
                ? EngineAnswer.well(version)
                : EngineAnswer.impaired(version, String.join("; ", failures));
    }

    private String field(URI host, String path, String pointer) throws IOException {
        String body = asker.get(host, path);
        try {
            JsonNode value = JSON.readTree(body).at(pointer);
            if (value.isTextual()) {
                return value.asText();
            }
        } catch (IOException e) {
            throw new IOException(host + ": GET " + path + " was answered with no JSON; expected OpenSearch", e);
        }
        throw new IOException(host + ": GET " + path + " was answered without " + pointer + "; expected OpenSearch");
    }
}
