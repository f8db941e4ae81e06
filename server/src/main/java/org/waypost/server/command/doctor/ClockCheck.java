package org.waypost.server.command.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clock: not before the newest file of the server, and kept right by a time service. Cassandra orders writes by the
 * clock, so one that goes back hides newer data.
 */
public final class ClockCheck implements Check {
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Clock clock;

    /** Looks at the clock of the machine. */
    public ClockCheck() {
        this(Clock.systemUTC());
    }

    ClockCheck(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Result> look(Patient patient) {
        List<Result> results = new ArrayList<>();
        results.add(files(patient));
        results.add(kept());
        return results;
    }

    private Result files(Patient patient) {
        Instant now = clock.instant();
        Optional<Instant> newest = Stream.of(
                        patient.installation().conf(),
                        patient.installation().var(),
                        patient.installation().log())
                .flatMap(ClockCheck::times)
                .max(Instant::compareTo);
        if (newest.isPresent() && newest.get().isAfter(now.plus(TOLERANCE))) {
            return Result.error(
                    "clock",
                    "it is " + now + ", but a file of the server was written at " + newest.get(),
                    "The clock went back. Set it right before the server starts: "
                            + "Cassandra would take new writes for older than those there are.");
        }
        return Result.ok("clock", "it is " + now + ", no file of the server is younger");
    }

    private static Stream<Instant> times(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(ClockCheck::time).flatMap(Optional::stream).toList().stream();
        } catch (IOException e) {
            // Not there yet, or not for this user: nothing to compare with.
            return Stream.empty();
        }
    }

    private static Optional<Instant> time(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file)).map(FileTime::toInstant);
        } catch (IOException e) {
            // Gone meanwhile.
            return Optional.empty();
        }
    }

    /** systemd-timesyncd and chrony tell timedatectl; without systemd nobody can say. */
    private static Result kept() {
        String remedy = "Install a time service: apt-get install chrony (in a container that of the host counts).";
        try {
            Process process = new ProcessBuilder("timedatectl", "show", "--property=NTPSynchronized", "--value")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer;
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                answer = reader.readLine();
            }
            if ("yes".equals(answer)) {
                return Result.ok("time service", "the clock is kept right");
            }
            return Result.warning(
                    "time service",
                    "no".equals(answer)
                            ? "the clock isn't kept right by a time service"
                            : "nobody says whether the clock is kept right",
                    remedy);
        } catch (IOException e) {
            return Result.warning("time service", "there is no timedatectl to ask", remedy);
        }
    }
}
