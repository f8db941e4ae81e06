package org.waypost.server.composition;

import java.util.Set;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.util.LoggingLevel;

/**
 * Puts the name of the server where a file leaves it open: greetings of the listeners (RFC 5321 §4.3.1, RFC 9051 §7.1)
 * and EHLO to other servers (RFC 5321 §4.1.1.1).
 */
final class NamedConfigurations implements ConfigurationProvider {
    private static final Set<String> LISTENERS =
            Set.of("smtpserver", "lmtpserver", "imapserver", "pop3server", "managesieveserver");
    private static final String PIPELINE = "mailetcontainer";

    private final ConfigurationProvider files;
    private final String name;

    NamedConfigurations(ConfigurationProvider files, String name) {
        this.files = files;
        this.name = name;
    }

    @Override
    public HierarchicalConfiguration<ImmutableNode> getConfiguration(String component, LoggingLevel onError)
            throws ConfigurationException {
        HierarchicalConfiguration<ImmutableNode> configuration = files.getConfiguration(component, onError);
        if (LISTENERS.contains(component)) {
            configuration.configurationsAt(component, true).forEach(this::greet);
        } else if (component.equals(PIPELINE)) {
            configuration.configurationsAt("processors.processor.mailet", true).stream()
                    .filter(mailet -> mailet.getString("[@class]", "").equals("RemoteDelivery"))
                    .filter(mailet -> !mailet.containsKey("heloName"))
                    .forEach(mailet -> mailet.addProperty("heloName", name));
        }
        return configuration;
    }

    private void greet(HierarchicalConfiguration<ImmutableNode> listener) {
        if (listener.getBoolean("helloName[@autodetect]", true)) {
            listener.setProperty("helloName[@autodetect]", false);
            listener.setProperty("helloName", name);
        }
    }
}
