package org.waypost.testing.engines;

import java.net.InetSocketAddress;
import java.net.URI;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.TikaSettings;

/** The Tika server that all tests of this JVM share. */
public final class TestTika {
    private static final SharedEngine SHARED = new SharedEngine(TikaSettings.forTests(), EnginePort.TIKA_HTTP);

    private TestTika() {}

    /** Where it answers HTTP, without a path; starts it at first use. */
    public static URI uri() {
        InetSocketAddress address = SHARED.address();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    /** Another one, for a test that kills it. */
    public static TestEngine startOwn() {
        return TestEngine.start(TikaSettings.forTests());
    }
}
