package org.waypost.server.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An OpenAPI 3.1 document, asked whether an answer fits. Objects may have the described fields only. */
final class ApiDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root;

    ApiDocument(String yaml) throws JsonProcessingException {
        root = (ObjectNode) new YAMLMapper().readTree(yaml);
        root.at("/components/schemas").forEach(ApiDocument::close);
    }

    /** Fields that nobody described are a mistake, unless the schema says otherwise. */
    private static void close(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.forEach(ApiDocument::close);
    }

    /** All operations, such as {@code GET /waypost/folders/{user}}. */
    Set<String> operations() {
        Set<String> all = new TreeSet<>();
        Iterator<Map.Entry<String, JsonNode>> paths = root.get("paths").fields();
        while (paths.hasNext()) {
            Map.Entry<String, JsonNode> path = paths.next();
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
        }
        return all;
    }

    /** What is wrong with an answer; empty when it fits. */
    String misfit(String method, String path, int status, String contentType, String body)
            throws JsonProcessingException {
        JsonNode responses = operation(method, path).path("responses");
        JsonNode response = followed(responses.path(String.valueOf(status)));
        if (response.isMissingNode()) {
            return "status " + status + " is not described: " + body;
        }
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            return body.isEmpty() ? "" : "nothing was to be told: " + body;
        }
        String media = content.fieldNames().next();
        if (!contentType.startsWith(media)) {
            return "content type " + contentType + " in place of " + media;
        }
        if (!media.equals("application/json")) {
            return "";
        }
        ObjectNode schema = content.get(media).get("schema").deepCopy();
        schema.set("components", root.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(JSON.readTree(body))
                .stream()
                .map(Object::toString)
                .collect(Collectors.joining("; "));
    }

    private JsonNode operation(String method, String path) {
        Iterator<Map.Entry<String, JsonNode>> paths = root.get("paths").fields();
        JsonNode found = null;
        while (paths.hasNext()) {
            Map.Entry<String, JsonNode> each = paths.next();
            // What is written out comes before what is a parameter.
            if (each.getKey().equals(path)) {
                return each.getValue().path(method.toLowerCase(Locale.ROOT));
            }
            if (found == null && path.matches(each.getKey().replaceAll("\\{\\w+}", "[^/]+"))) {
                found = each.getValue();
            }
        }
        if (found == null) {
            throw new IllegalArgumentException(path + " is not described");
        }
        return found.path(method.toLowerCase(Locale.ROOT));
    }

    private JsonNode followed(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
    }
}
