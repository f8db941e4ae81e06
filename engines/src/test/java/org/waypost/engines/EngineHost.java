package org.waypost.engines;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.waypost.engines.data.VarFolder;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.Engine;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.EnginesSettings;
import org.waypost.engines.settings.OpenSearchSettings;
import org.waypost.engines.settings.Supervision;
import org.waypost.engines.settings.TikaSettings;

/**
 * A small server for tests that kill one: starts the engines named, prints {@code ready <pid>…} and stays. Arguments: root
 * of the checkout, var folder, engines.
 */
public final class EngineHost {

    private EngineHost() {}

    public static void main(String[] args) throws InterruptedException {
        List<EngineSettings> local = Arrays.stream(args)
                .skip(2)
                .map(name -> settings(Engine.valueOf(name.toUpperCase(Locale.ROOT))))
                .toList();
        Path folder = Path.of(args[1]);
        Supervision supervision = Boolean.getBoolean("waypost.defaults")
                ? Supervision.defaults()
                : Supervision.defaults().withoutClassArchive();
        VarFolder var = VarFolder.open(folder, "test");
        Engines engines = Engines.launch(
                        new EnginesSettings(local, supervision, 1),
                        new EngineHome(Path.of(args[0])),
                        var,
                        folder.resolve("log"),
                        new TerminalProgress(System.out))
                .awaitReady();
        Runtime.getRuntime().addShutdownHook(new Thread(engines::close));
        StringBuilder ready = new StringBuilder("ready");
        engines.statuses().forEach(status -> ready.append(' ').append(status.pid()));
        System.out.println(ready);
        new CountDownLatch(1).await();
    }

    private static EngineSettings settings(Engine engine) {
        boolean fast = !Boolean.getBoolean("waypost.defaults");
        return switch (engine) {
            case CASSANDRA ->
                fast
                        ? CassandraSettings.forTests()
                        : CassandraSettings.defaults().withPorts(0, 0);
            case OPENSEARCH ->
                fast
                        ? OpenSearchSettings.forTests()
                        : OpenSearchSettings.defaults().withPorts(0, 0);
            case TIKA ->
                fast ? TikaSettings.forTests() : TikaSettings.defaults().withPort(0);
        };
    }
}
