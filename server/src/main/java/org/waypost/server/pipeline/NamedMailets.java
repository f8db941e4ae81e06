package org.waypost.server.pipeline;

import java.util.Iterator;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.utils.GuiceMailetLoader;
import org.apache.mailet.Mailet;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;
import org.waypost.server.configuration.pipeline.StepClasses;

/** Gives James the full name of a mailet's class. */
final class NamedMailets implements MailetLoader {
    private final GuiceMailetLoader james;
    private final StepClasses classes;

    @Inject
    NamedMailets(GuiceMailetLoader james, StepClasses classes) {
        this.james = james;
        this.classes = classes;
    }

    @Override
    public Mailet getMailet(MailetConfig config) throws MessagingException {
        String name = classes.mailet(config.getMailetName()).orElse(config.getMailetName());
        return james.getMailet(new Named(name, config));
    }

    private record Named(String getMailetName, MailetConfig config) implements MailetConfig {
        @Override
        public String getInitParameter(String name) {
            return config.getInitParameter(name);
        }

        @Override
        public Iterator<String> getInitParameterNames() {
            return config.getInitParameterNames();
        }

        @Override
        public MailetContext getMailetContext() {
            return config.getMailetContext();
        }
    }
}
