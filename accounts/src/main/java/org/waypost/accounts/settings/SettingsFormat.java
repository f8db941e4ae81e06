package org.waypost.accounts.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * JSON and YAML of settings: strict, so that a misspelt key or a value of the wrong kind is refused by name and never
 * silently dropped. Durations read and write as {@code 90s}, {@code 15m}, {@code 12h}, {@code 7d}; addresses, domains and
 * users as text; moments as ISO 8601 with an offset.
 */
public final class SettingsFormat {
    private static final ObjectMapper JSON = configured(JsonMapper.builder().build());
    private static final ObjectMapper YAML = configured(new ObjectMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build()));

    private SettingsFormat() {}

    private static ObjectMapper configured(ObjectMapper mapper) {
        mapper.registerModule(new SettingTypes());
        mapper.enable(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        mapper.coercionConfigFor(LogicalType.Enum).setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
        mapper.setSerializationInclusion(JsonInclude.Include.NON_NULL);
        return mapper;
    }

    /** Makes the record that the values describe; absent keys get their defaults. */
    public static <T> T record(JsonNode values, Class<T> type) {
        try {
            return JSON.treeToValue(values, type);
        } catch (JsonProcessingException e) {
            throw refusal(e, values);
        }
    }

    /** All values of a record, its defaults included. */
    public static ObjectNode values(Record value) {
        return JSON.valueToTree(value);
    }

    /** An empty object, to which values are added. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Reads one JSON object. */
    public static ObjectNode object(String json) {
        return object(json, JSON, "a JSON object");
    }

    /** Reads one YAML mapping. */
    public static ObjectNode yaml(String yaml) {
        return object(yaml, YAML, "a YAML mapping");
    }

    private static ObjectNode object(String text, ObjectMapper mapper, String expected) {
        try {
            if (mapper.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new SettingRefused("", text, expected);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage() + ")";
            throw new SettingRefused("", text, expected + place);
        }
    }

    /** Any JSON value, as for a single key. */
    public static JsonNode value(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new SettingRefused("", json, "a JSON value: " + e.getOriginalMessage());
        }
    }

    /**
     * Reads a duration such as {@code 90s}, {@code 15m}, {@code 12h} or {@code 7d}.
     *
     * @throws SettingRefused for any other text
     */
    public static Duration duration(String text) {
        return SettingTypes.duration(text);
    }

    /** Writes JSON on one line. */
    public static String json(JsonNode node) {
        return write(JSON, node);
    }

    /** Writes YAML. */
    public static String yaml(JsonNode node) {
        return write(YAML, node);
    }

    private static String write(ObjectMapper mapper, JsonNode node) {
        try {
            return mapper.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can't be written", e);
        }
    }

    private static SettingRefused refusal(JsonProcessingException e, JsonNode values) {
        String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingRefused refused) {
                return refused.within(path);
            }
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new))
                    .toString();
            return new SettingRefused(path, "unknown", "one of the keys " + known);
        }
        if (e instanceof InvalidFormatException wrong) {
            return new SettingRefused(path, wrong.getValue(), kind(wrong.getTargetType()));
        }
        if (e instanceof MismatchedInputException wrong) {
            return new SettingRefused(path, shown(wrong, values), kind(wrong.getTargetType()));
        }
        return new SettingRefused(path, e.getOriginalMessage(), "something else");
    }

    /** The value at which reading stopped. */
    private static String shown(JsonMappingException e, JsonNode values) {
        JsonNode node = values;
        for (JsonMappingException.Reference step : e.getPath()) {
            node = step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String kind(Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class) {
            return "a number";
        }
        return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
            case "boolean" -> "true or false";
            case "string" -> "text";
            case "list", "set", "arraylist", "hashset" -> "a list";
            default -> type.isRecord() ? "an object" : "a " + type.getSimpleName();
        };
    }
}
