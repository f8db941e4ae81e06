package org.waypost.server.standalone;

/** Who runs an engine. */
enum EngineMode {
    /** This server, as a child process. */
    LOCAL,
    /** The operator. */
    EXTERNAL,
    /** Nobody. */
    OFF;

    /** Reads {@code <engine>.mode}; Cassandra can't be off. */
    static EngineMode of(PropertiesFile file, String engine) {
        String key = engine + ".mode";
        boolean mayBeOff = !engine.equals("cassandra");
        String mode = file.text(key, "local");
        return switch (mode) {
            case "local" -> LOCAL;
            case "external" -> EXTERNAL;
            default -> {
                if (mayBeOff && mode.equals("off")) {
                    yield OFF;
                }
                throw file.wrong(key, mode, mayBeOff ? "local, external or off" : "local or external");
            }
        };
    }
}
