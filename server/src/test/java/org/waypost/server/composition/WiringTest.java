package org.waypost.server.composition;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.inject.Guice;
import com.google.inject.util.Modules;
import java.nio.file.Path;
import org.apache.james.modules.CommonServicesModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.cassandra.session.NodeWatch;
import org.waypost.server.healing.HealingModule;
import org.waypost.server.healing.StopMarker;
import org.waypost.server.queue.EmbeddedQueueModule;
import org.waypost.server.storage.CassandraSessionModule;
import org.waypost.server.storage.CassandraStorageModule;
import org.waypost.server.storage.UsersStorageModule;

class WiringTest {
    @TempDir
    Path folder;

    @Test
    void memoryWiringIsComplete() {
        ServerPaths paths = new ServerPaths(folder, folder, folder, folder);
        assertThatCode(() -> Guice.createInjector(Modules.combine(
                        new CommonServicesModule(paths.asJamesConfiguration()), MemoryWiring.modules(paths))))
                .doesNotThrowAnyException();
    }

    @Test
    void standaloneWiringIsComplete() {
        ServerPaths paths = new ServerPaths(folder, folder, folder, folder);
        assertThatCode(() -> Guice.createInjector(Modules.combine(
                        new CommonServicesModule(paths.asJamesConfiguration()),
                        ServerModules.over(
                                paths,
                                new CassandraStorageModule(),
                                new UsersStorageModule(),
                                new HealingModule(StopMarker.set(folder), new NodeWatch()),
                                new CassandraSessionModule((tables, metrics) -> null),
                                new EmbeddedQueueModule(new StopLast())))))
                .doesNotThrowAnyException();
    }
}
