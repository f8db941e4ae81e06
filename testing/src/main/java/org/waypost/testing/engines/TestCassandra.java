package org.waypost.testing.engines;

import java.net.InetSocketAddress;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.EnginePort;

/** The Cassandra that all tests of this JVM share; each test takes a keyspace of its own. Data centre: datacenter1. */
public final class TestCassandra {
    private static final SharedEngine SHARED = new SharedEngine(CassandraSettings.forTests(), EnginePort.CQL);

    private TestCassandra() {}

    /** Where it answers CQL; starts it at first use. */
    public static InetSocketAddress contactPoint() {
        return SHARED.address();
    }

    /** Another one, for a test that kills it. */
    public static TestEngine startOwn() {
        return TestEngine.start(CassandraSettings.forTests());
    }
}
