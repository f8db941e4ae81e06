package org.waypost.server.administration;

import java.util.List;
import java.util.stream.Stream;
import org.waypost.server.external.ExternalEngine;
import org.waypost.webadmin.product.EngineReport;

/** The engines that this server runs, and those of the operator, in the order in which they are needed. */
public final class WholeEngineReport implements EngineReport {
    private static final List<String> ORDER = List.of("cassandra", "opensearch", "tika");

    private final EngineReport local;
    private final List<ExternalEngine> external;

    public WholeEngineReport(EngineReport local, List<ExternalEngine> external) {
        this.local = local;
        this.external = List.copyOf(external);
    }

    @Override
    public List<Engine> engines() {
        return Stream.concat(local.engines().stream(), external.stream().map(ExternalEngine::shown))
                .sorted((one, other) -> Integer.compare(ORDER.indexOf(one.name()), ORDER.indexOf(other.name())))
                .toList();
    }
}
