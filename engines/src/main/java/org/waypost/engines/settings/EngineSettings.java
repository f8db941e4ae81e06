package org.waypost.engines.settings;

import java.util.List;
import java.util.Map;

/** What is chosen for one engine that runs on this machine. */
public sealed interface EngineSettings permits CassandraSettings, OpenSearchSettings, TikaSettings {

    Engine engine();

    /** Every port of the engine; 0 stands for a free one, which is chosen once and remembered with the data. */
    Map<EnginePort, Integer> ports();

    /** Heap of its JVM in MiB. */
    int heapMegabytes();

    /** Options for its JVM, after and over the built-in ones. */
    List<String> jvmOptions();
}
