package org.waypost.server.composition;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.util.Modules;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.io.FileHandler;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.james.mailetcontainer.impl.MailetConfigImpl;
import org.apache.james.mailetcontainer.impl.MatcherConfigImpl;
import org.apache.james.modules.CommonServicesModule;
import org.apache.mailet.Mailet;
import org.apache.mailet.MailetContext;
import org.apache.mailet.Matcher;

/** Loads mailets and matchers as James does on a server. */
final class StepLoader {
    private final Injector server;

    private StepLoader(Injector server) {
        this.server = server;
    }

    /** A server in memory with the shipped configuration, not started. */
    static StepLoader under(Path folder) throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Path shipped = Path.of(System.getProperty("waypost.root", "..")).resolve("conf");
        try (Stream<Path> files = Files.list(shipped).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                Files.copy(file, conf.resolve(file.getFileName()));
            }
        }
        ServerPaths paths = new ServerPaths(folder, conf, folder.resolve("var"), folder.resolve("log"));
        return new StepLoader(Guice.createInjector(
                Modules.combine(new CommonServicesModule(paths.asJamesConfiguration()), MemoryWiring.modules(paths))));
    }

    /** What the injector of the server has. */
    <T> T get(Class<T> type) {
        return server.getInstance(type);
    }

    /** The mailets of a piece of {@code mailetcontainer.xml}. */
    static List<HierarchicalConfiguration<ImmutableNode>> blocks(String sample) throws ConfigurationException {
        XMLConfiguration xml = new XMLConfiguration();
        new FileHandler(xml).load(new StringReader("<sample>" + sample + "</sample>"));
        return xml.configurationsAt("mailet");
    }

    Mailet mailet(String name, HierarchicalConfiguration<ImmutableNode> block) throws MessagingException {
        MailetConfigImpl config = new MailetConfigImpl();
        config.setMailetName(name);
        config.setConfiguration(block);
        config.setMailetContext(server.getInstance(MailetContext.class));
        return server.getInstance(MailetLoader.class).getMailet(config);
    }

    Matcher matcher(String match) throws MessagingException {
        String[] parts = match.split("=", 2);
        MatcherConfigImpl config = new MatcherConfigImpl();
        config.setMatcherName(parts[0]);
        config.setCondition(parts.length == 2 ? parts[1] : null);
        config.setMailetContext(server.getInstance(MailetContext.class));
        return server.getInstance(MatcherLoader.class).getMatcher(config);
    }
}
