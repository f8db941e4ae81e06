package org.waypost.webadmin;

import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.inject.Inject;
import org.apache.james.FakeSearchMailboxModule;
import org.apache.james.GuiceJamesServer;
import org.apache.james.MemoryJamesConfiguration;
import org.apache.james.MemoryJamesServerMain;
import org.apache.james.data.UsersRepositoryModuleChooser;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.utils.GuiceProbe;
import org.apache.james.webadmin.WebAdminServer;
import org.waypost.testing.tls.TrustAll;

/** A whole James in this JVM, without durable engines, and a client for its WebAdmin that takes every certificate. */
public final class MemoryServer implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Path folder;
    private final GuiceJamesServer server;
    private final HttpClient http;
    private final String scheme;

    /** Objects of the running server. */
    static final class Handles implements GuiceProbe {
        @Inject
        WebAdminServer webAdmin;
    }

    private MemoryServer(Path folder, String scheme, Map<String, String> files, Module... overrides) throws Exception {
        this.folder = folder;
        this.scheme = scheme;
        // James would end the test's JVM when a start fails.
        System.setProperty("james.exit.on.startup.error", "false");
        write(folder.resolve("conf"), files);
        this.http = HttpClient.newBuilder()
                .sslContext(TrustAll.context())
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DEADLINE)
                .build();
        this.server = MemoryJamesServerMain.createServer(MemoryJamesConfiguration.builder()
                        .workingDirectory(folder.toFile())
                        .configurationPath(new Configuration.ConfigurationPath("file://conf/"))
                        .usersRepository(UsersRepositoryModuleChooser.Implementation.DEFAULT)
                        .build())
                .combineWith(new FakeSearchMailboxModule())
                .overrideWith(overrides)
                .combineWith(binder -> Multibinder.newSetBinder(binder, GuiceProbe.class)
                        .addBinding()
                        .to(Handles.class));
        this.server.start();
    }

    /** Starts James with {@code overrides} in the place of stock bindings, and files in the conf folder by name. */
    public static MemoryServer start(Path folder, String scheme, Map<String, String> files, Module... overrides)
            throws Exception {
        return new MemoryServer(folder, scheme, files, overrides);
    }

    private static void write(Path conf, Map<String, String> files) {
        try {
            Files.createDirectories(conf);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(conf.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path var() {
        return folder.resolve("var");
    }

    public int port() {
        return server.getProbe(Handles.class).webAdmin.getPort().getValue();
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port() + path))
                .timeout(DEADLINE);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    @Override
    public void close() {
        server.stop();
    }
}
