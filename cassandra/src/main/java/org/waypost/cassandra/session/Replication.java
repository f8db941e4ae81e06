package org.waypost.cassandra.session;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many copies of each row the keyspace keeps, and where. */
public sealed interface Replication {

    /** The value of {@code replication} in {@code CREATE KEYSPACE}. */
    String toCql();

    /**
     * Copies placed without regard to data centres: one machine, or a ring in one place.
     *
     * @param factor copies of each row, 1 or more
     */
    record Simple(int factor) implements Replication {
        public Simple {
            requirePositive("replication factor", factor);
        }

        @Override
        public String toCql() {
            return "{'class': 'SimpleStrategy', 'replication_factor': " + factor + "}";
        }
    }

    /**
     * Copies counted per data centre ({@code NetworkTopologyStrategy}).
     *
     * @param factors copies of each row by the name of the data centre; at least one, each 1 or more
     */
    record PerDatacenter(Map<String, Integer> factors) implements Replication {
        public PerDatacenter {
            if (factors.isEmpty()) {
                throw new IllegalArgumentException("replication names no data centre; expected at least one, as dc1:3");
            }
            factors.forEach((datacenter, factor) -> {
                if (!datacenter.matches("[A-Za-z0-9_.-]+")) {
                    throw new IllegalArgumentException("data centre '" + datacenter
                            + "' in the replication: expected letters, digits, '_', '.' or '-'");
                }
                requirePositive("replication factor of " + datacenter, factor);
            });
            factors = Map.copyOf(factors);
        }

        @Override
        public String toCql() {
            return new TreeMap<>(factors)
                    .entrySet().stream()
                            .map(entry -> "'" + entry.getKey() + "': " + entry.getValue())
                            .collect(Collectors.joining(", ", "{'class': 'NetworkTopologyStrategy', ", "}"));
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; expected 1 or more");
        }
    }
}
