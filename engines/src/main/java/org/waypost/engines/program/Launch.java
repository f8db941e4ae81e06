package org.waypost.engines.program;

import java.util.ArrayList;
import java.util.List;
import org.waypost.engines.process.JavaRuntime;
import org.waypost.engines.settings.EngineSettings;

/**
 * The command line of an engine.
 *
 * @param command program and arguments
 */
public record Launch(List<String> command) {
    /** Above this heap the pauses of the serial collector would be felt. */
    private static final int SERIAL_UP_TO_MEGABYTES = 1024;

    public Launch {
        command = List.copyOf(command);
    }

    /**
     * A JVM with what all engines have in common; the options of the settings come last and win.
     *
     * @param options of this engine
     * @param main class path, main class and its arguments
     */
    public static Launch jvm(EngineSettings settings, EngineFolders folders, List<String> options, List<String> main) {
        List<String> command = new ArrayList<>();
        command.add(JavaRuntime.current().launcher().toString());
        command.add(folders.mark());
        command.add("-Xmx" + settings.heapMegabytes() + "m");
        command.add(settings.heapMegabytes() <= SERIAL_UP_TO_MEGABYTES ? "-XX:+UseSerialGC" : "-XX:+UseG1GC");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:+PerfDisableSharedMem");
        command.add("-XX:ErrorFile=" + folders.log().resolve("hs_err_pid%p.log"));
        command.add("-Djava.io.tmpdir=" + folders.tmp());
        command.add("-Djava.awt.headless=true");
        command.add("-Djava.net.preferIPv4Stack=true");
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(options);
        command.addAll(settings.jvmOptions());
        command.addAll(main);
        return new Launch(command);
    }
}
