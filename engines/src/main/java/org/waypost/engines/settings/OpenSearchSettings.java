package org.waypost.engines.settings;

import java.util.List;
import java.util.Map;

/**
 * The local OpenSearch.
 *
 * @param httpPort port of its HTTP interface, 0 for a free one
 * @param transportPort port between nodes, 0 for a free one; bound although a single node has nobody to talk to
 * @param heapMegabytes heap in MiB, at least 128
 * @param jvmOptions further options for the JVM
 */
public record OpenSearchSettings(int httpPort, int transportPort, int heapMegabytes, List<String> jvmOptions)
        implements EngineSettings {
    public static final int LEAST_HEAP = 128;

    public OpenSearchSettings {
        SettingsCheck.ports(Map.of(EnginePort.SEARCH_HTTP, httpPort, EnginePort.SEARCH_TRANSPORT, transportPort));
        SettingsCheck.heap(Engine.OPENSEARCH, heapMegabytes, LEAST_HEAP);
        jvmOptions = SettingsCheck.jvmOptions(Engine.OPENSEARCH, jvmOptions);
    }

    /** What an installed server runs with. */
    public static OpenSearchSettings defaults() {
        return new OpenSearchSettings(
                EnginePort.SEARCH_HTTP.defaultNumber(), EnginePort.SEARCH_TRANSPORT.defaultNumber(), 256, List.of());
    }

    /** Free ports and a quick start for tests. */
    public static OpenSearchSettings forTests() {
        return new OpenSearchSettings(0, 0, 256, List.of("-XX:TieredStopAtLevel=1"));
    }

    public OpenSearchSettings withPorts(int http, int transport) {
        return new OpenSearchSettings(http, transport, heapMegabytes, jvmOptions);
    }

    public OpenSearchSettings withHeapMegabytes(int heap) {
        return new OpenSearchSettings(httpPort, transportPort, heap, jvmOptions);
    }

    public OpenSearchSettings withJvmOptions(List<String> options) {
        return new OpenSearchSettings(httpPort, transportPort, heapMegabytes, options);
    }

    @Override
    public Engine engine() {
        return Engine.OPENSEARCH;
    }

    @Override
    public Map<EnginePort, Integer> ports() {
        return Map.of(EnginePort.SEARCH_HTTP, httpPort, EnginePort.SEARCH_TRANSPORT, transportPort);
    }
}
