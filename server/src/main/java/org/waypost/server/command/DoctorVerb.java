package org.waypost.server.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.waypost.server.command.doctor.CertificateCheck;
import org.waypost.server.command.doctor.Check;
import org.waypost.server.command.doctor.ClockCheck;
import org.waypost.server.command.doctor.ConfigurationCheck;
import org.waypost.server.command.doctor.DiskCheck;
import org.waypost.server.command.doctor.DnsCheck;
import org.waypost.server.command.doctor.EnginesCheck;
import org.waypost.server.command.doctor.JavaCheck;
import org.waypost.server.command.doctor.MemoryCheck;
import org.waypost.server.command.doctor.OpenFilesCheck;
import org.waypost.server.command.doctor.Patient;
import org.waypost.server.command.doctor.PortsCheck;
import org.waypost.server.command.doctor.Result;
import org.waypost.server.command.doctor.Result.Level;
import org.waypost.server.command.process.PidFile;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waypost doctor}. */
@Command(
        name = "doctor",
        description =
                "Check the machine, the server and the DNS of its domains, and say what to do. Exits with 1 when there is an error.")
final class DoctorVerb extends Verb {
    @Option(
            names = "--dns-server",
            paramLabel = "HOST[:PORT]",
            description = "DNS server to ask, instead of those of the machine.")
    String dnsServer;

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "Check the DNS of this domain only; may be repeated.")
    List<String> domains = List.of();

    @Option(names = "--no-dns", description = "Ask no DNS server.")
    boolean noDns;

    @Option(
            names = "--address",
            paramLabel = "IP",
            description = "Public address of this server, when it is behind address translation.")
    String address;

    @Override
    public Integer call() throws IOException {
        silenceLibraries();
        Patient patient = patient();
        List<Check> checks = new ArrayList<>(List.of(
                new JavaCheck(),
                new ConfigurationCheck(),
                new PortsCheck(),
                new DiskCheck(),
                new ClockCheck(),
                new OpenFilesCheck(),
                new MemoryCheck(),
                new CertificateCheck(),
                new EnginesCheck()));
        if (!noDns) {
            checks.add(new DnsCheck(Optional.ofNullable(dnsServer).map(this::parse), Optional.ofNullable(address)));
        }
        List<Result> results = new ArrayList<>();
        for (Check check : checks) {
            List<Result> found = check.look(patient);
            found.forEach(this::print);
            results.addAll(found);
        }
        long errors = count(results, Level.ERROR);
        long warnings = count(results, Level.WARNING);
        output().line("");
        output().line(errors + (errors == 1 ? " error, " : " errors, ") + warnings
                + (warnings == 1 ? " warning, " : " warnings, ") + count(results, Level.OK) + " ok");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("running", patient.running());
        json.put("errors", errors);
        json.put("warnings", warnings);
        json.put("checks", results.stream().map(DoctorVerb::json).toList());
        output().result(json);
        return errors == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }

    /** The DNS library logs; what it has to say is in the results. */
    private static void silenceLibraries() {
        if (System.getProperty("slf4j.provider") == null) {
            System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
    }

    private Patient patient() throws IOException {
        Installation installation = installation();
        Optional<ProcessHandle> process = new PidFile(installation.pidFile()).running();
        if (process.isEmpty()) {
            return new Patient(installation, process, Optional.empty(), domains);
        }
        try {
            WebAdminClient client = WebAdminClient.of(installation, Duration.ofSeconds(15));
            Answer answer = client.get("/domains");
            List<String> known = domains.isEmpty()
                    ? answer.list().stream()
                            .map(String::valueOf)
                            .filter(domain -> !domain.equals("localhost"))
                            .sorted()
                            .toList()
                    : domains;
            return new Patient(installation, process, Optional.of(client), known);
        } catch (CommandFailure e) {
            print(Result.error("WebAdmin", e.getMessage(), e.remedy()));
            return new Patient(installation, process, Optional.empty(), domains);
        }
    }

    private InetSocketAddress parse(String server) {
        int colon = server.lastIndexOf(':');
        boolean port = colon > 0 && server.substring(colon + 1).matches("\\d{1,5}") && server.indexOf(':') == colon
                || server.contains("]:");
        String host = port ? server.substring(0, colon) : server;
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(host), port ? Integer.parseInt(server.substring(colon + 1)) : 53);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), server + " is no DNS server: expected HOST or HOST:PORT", e);
        }
    }

    private void print(Result result) {
        output().line(String.format(
                Locale.ROOT,
                "%-7s %s: %s",
                result.level().name().toLowerCase(Locale.ROOT),
                result.check(),
                result.found()));
        if (!result.remedy().isEmpty()) {
            result.remedy().lines().forEach(line -> output().line("        -> " + line));
        }
    }

    private static long count(List<Result> results, Level level) {
        return results.stream().filter(result -> result.level() == level).count();
    }

    private static Map<String, Object> json(Result result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("level", result.level().name().toLowerCase(Locale.ROOT));
        map.put("check", result.check());
        map.put("found", result.found());
        map.put("remedy", result.remedy());
        return map;
    }
}
