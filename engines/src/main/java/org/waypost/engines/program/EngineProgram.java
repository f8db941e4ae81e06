package org.waypost.engines.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.waypost.engines.settings.EnginePort;

/** How one engine is run. */
public interface EngineProgram {

    /**
     * Writes the configuration of the engine and says how to launch it.
     *
     * @param ports the port numbers to listen on
     * @throws IOException when the configuration can't be written
     */
    Launch prepare(EngineFolders folders, Map<EnginePort, Integer> ports) throws IOException;

    /**
     * Asks the running engine, over its own protocol, whether it can do its work.
     *
     * @throws IOException when it doesn't answer, which counts as not yet
     */
    boolean ready(Map<EnginePort, Integer> ports) throws IOException;

    /** Log files of the engine, the one that tells most about a failed start first. */
    List<Path> logs(EngineFolders folders);
}
