package org.waypost.engines.failure;

import org.waypost.engines.settings.Engine;

/** The files of an engine are not where they belong. */
public final class LayoutMissing extends EngineFailure {
    private static final long serialVersionUID = 1L;

    public LayoutMissing(Engine engine, String searched) {
        super(
                "The files of " + engine + " are missing",
                "looked in " + searched,
                "Install the bundle again; in a checkout, build with: mvn -pl engines -am process-resources",
                null);
    }
}
