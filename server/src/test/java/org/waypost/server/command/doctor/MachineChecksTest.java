package org.waypost.server.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.command.Installation;
import org.waypost.server.command.SelfSigned;
import org.waypost.server.command.doctor.Result.Level;

class MachineChecksTest {
    private static final long GB = 1L << 30;

    @TempDir
    Path home;

    private Patient stopped;
    private Patient running;

    @BeforeEach
    void layOut() throws Exception {
        Files.createDirectories(home.resolve("conf"));
        Files.createDirectories(home.resolve("var"));
        Installation installation =
                new Installation(home, home.resolve("conf"), home.resolve("var"), home.resolve("var/log"));
        stopped = new Patient(installation, Optional.empty(), Optional.empty(), List.of());
        running = new Patient(installation, Optional.of(ProcessHandle.current()), Optional.empty(), List.of());
        Files.writeString(
                home.resolve("conf/engines.properties"),
                "cassandra.mode=external\nopensearch.mode=external\ntika.mode=external\n");
        Files.writeString(home.resolve("conf/jmx.properties"), "jmx.enabled=false\n");
        Files.writeString(home.resolve("conf/waypost.properties"), "hostname=mail.example.org\n");
    }

    private static void expect(List<Result> results, Level level, String found) {
        assertThat(results).as(results.toString()).anySatisfy(result -> {
            assertThat(result.level()).isEqualTo(level);
            assertThat(result.found()).contains(found);
            assertThat(result.remedy().isBlank()).isEqualTo(level == Level.OK);
        });
    }

    @Test
    void javaMustBe17() {
        expect(new JavaCheck(17).look(stopped), Level.OK, "Java 17");
        expect(new JavaCheck(21).look(stopped), Level.ERROR, "Java");
    }

    @Test
    void aTakenPortIsAnErrorWhileTheServerIsStopped() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    home.resolve("conf/public.properties"), "host=127.0.0.1\nport=" + taken.getLocalPort() + "\n");
            expect(new PortsCheck().look(stopped), Level.ERROR, "another program has the port");
            expect(new PortsCheck().look(running), Level.OK, "all 1 listeners answer");
        }
        expect(new PortsCheck().look(stopped), Level.OK, "all 1 ports are free");
        expect(new PortsCheck().look(running), Level.ERROR, "nothing answers, though the server runs");
    }

    @Test
    void anAddressOfAnotherMachineIsAnError() throws Exception {
        Files.writeString(home.resolve("conf/public.properties"), "host=192.0.2.1\nport=8443\n");

        expect(new PortsCheck().look(stopped), Level.ERROR, "192.0.2.1 is no address of this machine");
    }

    @Test
    void aFullDiskIsAnErrorAndANearlyFullOneAWarning() {
        expect(List.of(DiskCheck.judge("disk", home, 100 * GB, 50 * GB)), Level.OK, "50 GB free of 100 GB, 50% used");
        expect(List.of(DiskCheck.judge("disk", home, 100 * GB, 10 * GB)), Level.WARNING, "90% used");
        expect(List.of(DiskCheck.judge("disk", home, 100 * GB, 4 * GB)), Level.ERROR, "96% used");
        expect(List.of(DiskCheck.judge("disk", home, 2 * GB, GB / 2)), Level.ERROR, "512 MB free");
        assertThat(new DiskCheck().look(stopped)).extracting(Result::check).contains("disk (data)", "disk (logs)");
    }

    @Test
    void aClockThatWentBackIsAnError() throws Exception {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        Path file = Files.createFile(home.resolve("var/version"));
        for (Path path : List.of(file, home.resolve("conf"), home.resolve("var"))) {
            Files.setLastModifiedTime(path, FileTime.from(now.minusSeconds(5)));
        }
        for (String name : List.of("engines", "jmx", "waypost")) {
            Files.setLastModifiedTime(home.resolve("conf/" + name + ".properties"), FileTime.from(now.minusSeconds(5)));
        }
        ClockCheck check = new ClockCheck(Clock.fixed(now, ZoneOffset.UTC));
        expect(check.look(stopped), Level.OK, "no file of the server is younger");

        Files.setLastModifiedTime(file, FileTime.from(now.plus(Duration.ofHours(1))));

        expect(check.look(stopped), Level.ERROR, "was written at 2026-11-22T13:00:00Z");
        assertThat(check.look(stopped)).extracting(Result::check).contains("time service");
    }

    @Test
    void fewOpenFilesAreAnError() {
        expect(List.of(OpenFilesCheck.judge(1024, true)), Level.ERROR, "the server may open 1024 files");
        expect(List.of(OpenFilesCheck.judge(20_000, false)), Level.WARNING, "65536 are wise");
        expect(List.of(OpenFilesCheck.judge(Long.MAX_VALUE, true)), Level.OK, "any number of files");
        assertThat(new OpenFilesCheck().look(running)).singleElement().satisfies(result -> assertThat(result.found())
                .contains("may open"));
    }

    @Test
    void heapsMustFitTheMemory() {
        expect(List.of(MemoryCheck.judge(8000, 3000)), Level.OK, "8000 MB");
        expect(List.of(MemoryCheck.judge(3200, 3000)), Level.WARNING, "3000 MB");
        expect(List.of(MemoryCheck.judge(2000, 3000)), Level.ERROR, "2000 MB");
        assertThat(MemoryCheck.megabytes("2g")).isEqualTo(2048);
        assertThat(MemoryCheck.megabytes("768m")).isEqualTo(768);
        assertThat(MemoryCheck.megabytes("1073741824")).isEqualTo(1024);
        expect(new MemoryCheck().look(stopped), Level.OK, "may use 1224 MB");
    }

    @Test
    void aCertificateIsMadeAtTheFirstStart() {
        expect(new CertificateCheck().look(stopped), Level.OK, "made at the first start");
        expect(new CertificateCheck().look(running), Level.ERROR, "doesn't exist");
    }

    @Test
    void aCertificateFitsItsKeyItsNameAndTheTime() throws Exception {
        SelfSigned own = SelfSigned.of("mail.example.org", 100);
        certificate(own, own);
        List<Result> results = new CertificateCheck().look(stopped);
        expect(results, Level.OK, "valid from");
        expect(results, Level.OK, "the private key belongs to it");
        expect(results, Level.OK, "it is for mail.example.org");
        expect(results, Level.WARNING, "self-signed");

        certificate(own, SelfSigned.of("mail.example.org", 100));
        expect(new CertificateCheck().look(stopped), Level.ERROR, "doesn't belong to it");

        SelfSigned soon = SelfSigned.of("other.example.org", 5);
        certificate(soon, soon);
        expect(new CertificateCheck().look(stopped), Level.WARNING, "4 days from now");
        expect(
                new CertificateCheck().look(stopped),
                Level.WARNING,
                "other.example.org, but this server is mail.example.org");

        SelfSigned ended = SelfSigned.of("mail.example.org", -1);
        certificate(ended, ended);
        expect(new CertificateCheck().look(stopped), Level.ERROR, "which isn't now");
    }

    @Test
    void wildcardsStandForOneLabel() {
        assertThat(CertificateCheck.fits("*.example.org", "mail.example.org")).isTrue();
        assertThat(CertificateCheck.fits("*.example.org", "a.mail.example.org")).isFalse();
        assertThat(CertificateCheck.fits("*.example.org", "example.org")).isFalse();
        assertThat(CertificateCheck.fits("MAIL.example.org", "mail.example.org"))
                .isTrue();
    }

    private void certificate(SelfSigned certificate, SelfSigned key) throws Exception {
        certificate.writeCertificate(home.resolve("var/tls/certificates.pem"));
        key.writeKey(home.resolve("var/tls/private.key"));
    }
}
