package org.waypost.server.pipeline;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.waypost.server.configuration.pipeline.StepClasses;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.mailets.MailFlow;

/** Overrides {@code MailetProcessingModule}: Waypost's own steps may be named without their package. */
public final class PipelineModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(MailetLoader.class).to(NamedMailets.class);
        bind(MatcherLoader.class).to(NamedMatchers.class);
        OptionalBinder.newOptionalBinder(binder(), MailFlow.class).setBinding().to(FlowInUse.class);
        ManagedBeans.show(binder(), "mailets", MailetsMBean.class, Mailets.class);
    }

    @Provides
    @Singleton
    StepClasses classes() {
        return new StepClasses();
    }
}
