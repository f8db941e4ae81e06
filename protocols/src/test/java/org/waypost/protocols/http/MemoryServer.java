package org.waypost.protocols.http;

import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.inject.Inject;
import org.apache.james.FakeSearchMailboxModule;
import org.apache.james.GuiceJamesServer;
import org.apache.james.MemoryJamesConfiguration;
import org.apache.james.MemoryJamesServerMain;
import org.apache.james.data.UsersRepositoryModuleChooser;
import org.apache.james.jmap.JMAPServer;
import org.apache.james.jwt.JwtTokenVerifier;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.util.html.HtmlTextExtractor;
import org.apache.james.utils.DataProbeImpl;
import org.apache.james.utils.GuiceProbe;

/** A whole James in this JVM, without durable engines, with the configuration that a test writes. */
final class MemoryServer implements AutoCloseable {
    static final String USER = "alice@example.test";
    static final String PASSWORD = "wonderland-4711";

    private static final String USERS =
            "<usersrepository><enableVirtualHosting>true</enableVirtualHosting></usersrepository>";

    private final Path folder;
    private final GuiceJamesServer server;

    /** Objects of the running server. */
    static final class Handles implements GuiceProbe {
        @Inject
        JMAPServer jmap;

        @Inject
        HtmlTextExtractor html;

        @Inject
        @javax.inject.Named("jmap")
        JwtTokenVerifier jwt;
    }

    private MemoryServer(Path folder, Map<String, String> files, Module... overrides) {
        this.folder = folder;
        // James would end the test's JVM when a start fails.
        System.setProperty("james.exit.on.startup.error", "false");
        write(folder.resolve("conf"), files);
        this.server = MemoryJamesServerMain.createServer(MemoryJamesConfiguration.builder()
                        .workingDirectory(folder.toFile())
                        .configurationPath(new Configuration.ConfigurationPath("file://conf/"))
                        .usersRepository(UsersRepositoryModuleChooser.Implementation.DEFAULT)
                        .enableJMAP()
                        .build())
                .combineWith(new FakeSearchMailboxModule())
                .overrideWith(overrides)
                .combineWith(binder -> Multibinder.newSetBinder(binder, GuiceProbe.class)
                        .addBinding()
                        .to(Handles.class));
    }

    /**
     * Starts James.
     *
     * @param files     content of files in the conf folder, by name
     * @param overrides what to put in the place of stock bindings
     */
    static MemoryServer start(Path folder, Map<String, String> files, Module... overrides) throws Exception {
        MemoryServer server = new MemoryServer(folder, files, overrides);
        server.server.start();
        server.server
                .getProbe(DataProbeImpl.class)
                .fluent()
                .addDomain("example.test")
                .addUser(USER, PASSWORD);
        return server;
    }

    private static void write(Path conf, Map<String, String> files) {
        try {
            Files.createDirectories(conf);
            Files.writeString(conf.resolve("usersrepository.xml"), USERS);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(conf.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Handles handles() {
        return server.getProbe(Handles.class);
    }

    <T extends GuiceProbe> T probe(Class<T> type) {
        return server.getProbe(type);
    }

    Path var() {
        return folder.resolve("var");
    }

    @Override
    public void close() {
        server.stop();
    }
}
