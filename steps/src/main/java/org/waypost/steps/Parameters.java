package org.waypost.steps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.mailet.MailetConfig;

/**
 * All parameters of a mailet. A mailet keeps them in a constant {@code public static final Parameters PARAMETERS} and reads
 * them in {@code init}; a matcher with a condition keeps a {@code public static final Parameter<?> CONDITION}. Tools find
 * both by these names without making an instance.
 */
public final class Parameters {
    /** What James itself reads from a mailet's block. */
    private static final Set<String> EVERY_MAILET = Set.of("onMailetException", "onMatchException", "notice");

    private final Map<String, Parameter<?>> byName = new LinkedHashMap<>();

    private Parameters(List<Parameter<?>> parameters) {
        for (Parameter<?> parameter : parameters) {
            if (byName.put(parameter.name(), parameter) != null) {
                throw new IllegalArgumentException("two parameters are called " + parameter.name());
            }
        }
    }

    /** These and no others. */
    public static Parameters of(Parameter<?>... parameters) {
        return new Parameters(List.of(parameters));
    }

    /** All, in the order in which they were declared. */
    public Stream<Parameter<?>> all() {
        return byName.values().stream();
    }

    /** Whether James itself reads a parameter of that name, of whatever mailet. */
    public static boolean ofEveryMailet(String name) {
        return EVERY_MAILET.contains(name);
    }

    /** The parameter of that name. */
    public Optional<Parameter<?>> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Reads the block of a mailet, all of it.
     *
     * @throws StepRefused for an unknown name, a wrong value or a missing one
     */
    public Said read(MailetConfig config, Class<?> mailet) throws StepRefused {
        String step = mailet.getSimpleName();
        var names = config.getInitParameterNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!byName.containsKey(name) && !ofEveryMailet(name)) {
                throw new StepRefused(step, "parameter", "'" + name + "'", expectedNames());
            }
        }
        Said said = new Said();
        for (Parameter<?> parameter : byName.values()) {
            String text = config.getInitParameter(parameter.name());
            if (!parameter.optional() || text != null && !text.isBlank()) {
                said.values.put(parameter, parameter.read(step, text));
            }
        }
        return said;
    }

    private String expectedNames() {
        return byName.isEmpty() ? "none" : "one of " + new TreeSet<>(byName.keySet());
    }

    /** What was said, or holds because nothing was. */
    public static final class Said {
        private final Map<Parameter<?>, Object> values = new LinkedHashMap<>();

        private Said() {}

        /** The value of a parameter that was declared. */
        @SuppressWarnings("unchecked")
        public <T> T get(Parameter<T> parameter) {
            Object value = values.get(parameter);
            if (value == null) {
                throw new IllegalArgumentException(parameter.name() + " was not declared, or may be left out");
            }
            return (T) value;
        }

        /** The value of a parameter that may be left out. */
        @SuppressWarnings("unchecked")
        public <T> Optional<T> optional(Parameter<T> parameter) {
            return Optional.ofNullable((T) values.get(parameter));
        }
    }
}
