package org.waypost.server.external;

import java.io.IOException;

/** Asks the operator's Tika server for its version. */
public final class TikaProbe implements EngineProbe {
    private static final String GREETING = "Apache Tika ";

    private final TikaAddress address;
    private final HttpAsker asker;

    public TikaProbe(TikaAddress address) {
        this.address = address;
        this.asker = new HttpAsker(new Login.None(), new TlsTrust.Platform());
    }

    @Override
    public String name() {
        return "tika";
    }

    @Override
    public String address() {
        return address.url().toString();
    }

    @Override
    public EngineAnswer ask() {
        try {
            String version = asker.get(address.url(), "/version").strip();
            return version.startsWith(GREETING)
                    ? EngineAnswer.well(version.substring(GREETING.length()))
                    : EngineAnswer.unusable(address.url() + ": GET /version was answered with something else than "
                            + GREETING.strip() + "; check that the address is that of a Tika server");
        } catch (IOException e) {
            return EngineAnswer.unusable(e.getMessage());
        }
    }
}
