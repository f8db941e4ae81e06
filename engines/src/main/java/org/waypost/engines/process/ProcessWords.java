package org.waypost.engines.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What /proc tells about a process of another program, for messages and checks. */
public final class ProcessWords {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessWords.class);
    private static final int SHOWN = 80;

    private ProcessWords() {}

    /** The arguments of a process, program first; empty when it is gone or belongs to another user. */
    public static List<String> arguments(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return line.isEmpty() ? List.of() : List.of(line.split("\0"));
        } catch (IOException e) {
            LOGGER.trace("The arguments of process {} are not readable: {}", pid, e.toString());
            return List.of();
        }
    }

    /** For a message: {@code process 42 (java -jar x.jar …)}. */
    public static String describe(long pid) {
        List<String> arguments = arguments(pid);
        if (arguments.isEmpty()) {
            return "process " + pid;
        }
        String line = String.join(" ", arguments);
        return "process " + pid + " (" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line) + ")";
    }
}
