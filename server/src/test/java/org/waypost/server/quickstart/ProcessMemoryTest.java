package org.waypost.server.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
    @Test
    void measuresARunningProcess() {
        assertThat(ProcessMemory.of(ProcessHandle.current()).totalMegabytes()).isBetween(20L, 4_000L);
    }

    @Test
    void namesTheServerAndItsEngines() {
        assertThat(ProcessMemory.nameOf("java\0-Xmx1g\0org.waypost.server.Main\0--home\0/usr/share/waypost"))
                .isEqualTo("server");
        assertThat(ProcessMemory.nameOf("java\0org.apache.cassandra.service.CassandraDaemon"))
                .isEqualTo("cassandra");
        assertThat(ProcessMemory.nameOf("java\0-cp\0lib/*\0org.opensearch.bootstrap.OpenSearch"))
                .isEqualTo("opensearch");
        assertThat(ProcessMemory.nameOf("java\0-jar\0tika-server-standard.jar")).isEqualTo("tika");
        assertThat(ProcessMemory.nameOf("/usr/bin/sleep\0" + "100")).isEqualTo("sleep");
    }

    @Test
    void tellsTheSumAndTheParts() {
        Map<String, Long> kilobytes = new LinkedHashMap<>();
        kilobytes.put("server", 2048L * 1024);
        kilobytes.put("tika", 100L * 1024);

        assertThat(new ProcessMemory(kilobytes)).hasToString("2148 MB (server 2048, tika 100)");
    }
}
