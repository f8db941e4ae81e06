package org.waypost.assembly.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One server as it is shipped for all tests of this JVM; stopped when the last has run. */
public class SharedServer implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace PLACE = ExtensionContext.Namespace.create(SharedServer.class);

    private final String name;
    private final BundleServer.Edit edit;

    private record Running(BundleServer server) implements ExtensionContext.Store.CloseableResource {
        @Override
        public void close() throws Exception {
            server.close();
        }
    }

    public SharedServer() {
        this("e2e", (file, text) -> text);
    }

    /** For one with another configuration, which is shared by tests of its own. */
    SharedServer(String name, BundleServer.Edit edit) {
        this.name = name;
        this.edit = edit;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server(context);
    }

    private BundleServer server(ExtensionContext context) {
        return context.getRoot()
                .getStore(PLACE)
                .getOrComputeIfAbsent(name, its -> start(), Running.class)
                .server();
    }

    private Running start() {
        try {
            return new Running(BundleServer.start(name, edit));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start of the server was interrupted", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BundleServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }
}
