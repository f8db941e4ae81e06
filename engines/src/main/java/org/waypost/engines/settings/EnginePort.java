package org.waypost.engines.settings;

/** A port that an engine listens on, always on loopback, with the key of {@code engines.properties} that moves it. */
public enum EnginePort {
    CQL(Engine.CASSANDRA, "cassandra.port", 9042),
    STORAGE(Engine.CASSANDRA, "cassandra.storage.port", 7000),
    SEARCH_HTTP(Engine.OPENSEARCH, "opensearch.port", 9200),
    SEARCH_TRANSPORT(Engine.OPENSEARCH, "opensearch.transport.port", 9300),
    TIKA_HTTP(Engine.TIKA, "tika.port", 9998);

    private final Engine engine;
    private final String key;
    private final int defaultNumber;

    EnginePort(Engine engine, String key, int defaultNumber) {
        this.engine = engine;
        this.key = key;
        this.defaultNumber = defaultNumber;
    }

    public Engine engine() {
        return engine;
    }

    public String key() {
        return key;
    }

    public int defaultNumber() {
        return defaultNumber;
    }
}
