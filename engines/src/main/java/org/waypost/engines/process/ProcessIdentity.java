package org.waypost.engines.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names one process for ever: its id is used again some day, the id with the moment of its start is not.
 *
 * @param pid process id
 * @param startTicks clock ticks from the start of the machine to the start of the process
 * @param boot id of this start of the machine
 */
public record ProcessIdentity(long pid, long startTicks, String boot) {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessIdentity.class);
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /** Field 22 of /proc/pid/stat, counted from the field after the name, which is field 3. */
    private static final int START_TIME = 22 - 3;

    /** The process that has this id now; empty when there is none. */
    public static Optional<ProcessIdentity> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // proc(5): the name in parentheses may hold spaces and parentheses itself.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            String boot = Files.readString(BOOT_ID, StandardCharsets.US_ASCII).trim();
            return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_TIME]), boot));
        } catch (IOException e) {
            LOGGER.trace("There is no process {}: {}", pid, e.toString());
            return Optional.empty();
        }
    }

    /** Whether that very process still runs. */
    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }
}
