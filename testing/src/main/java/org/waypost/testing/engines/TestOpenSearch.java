package org.waypost.testing.engines;

import java.net.InetSocketAddress;
import java.net.URI;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.OpenSearchSettings;

/** The OpenSearch that all tests of this JVM share; each test takes indices of its own. */
public final class TestOpenSearch {
    private static final SharedEngine SHARED = new SharedEngine(OpenSearchSettings.forTests(), EnginePort.SEARCH_HTTP);

    private TestOpenSearch() {}

    /** Where it answers HTTP, without a path; starts it at first use. */
    public static URI uri() {
        return uri(SHARED.address());
    }

    /** Another one, for a test that kills it. */
    public static TestEngine startOwn() {
        return TestEngine.start(OpenSearchSettings.forTests());
    }

    private static URI uri(InetSocketAddress address) {
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }
}
