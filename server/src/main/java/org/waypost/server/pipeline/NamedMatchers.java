package org.waypost.server.pipeline;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.james.utils.GuiceMatcherLoader;
import org.apache.mailet.MailetContext;
import org.apache.mailet.Matcher;
import org.apache.mailet.MatcherConfig;
import org.waypost.server.configuration.pipeline.StepClasses;

/** Gives James the full name of a matcher's class. */
final class NamedMatchers implements MatcherLoader {
    private final GuiceMatcherLoader james;
    private final StepClasses classes;

    @Inject
    NamedMatchers(GuiceMatcherLoader james, StepClasses classes) {
        this.james = james;
        this.classes = classes;
    }

    @Override
    public Matcher getMatcher(MatcherConfig config) throws MessagingException {
        String name = classes.matcher(config.getMatcherName()).orElse(config.getMatcherName());
        return james.getMatcher(new Named(name, config));
    }

    private record Named(String getMatcherName, MatcherConfig config) implements MatcherConfig {
        @Override
        public String getCondition() {
            return config.getCondition();
        }

        @Override
        public MailetContext getMailetContext() {
            return config.getMailetContext();
        }
    }
}
