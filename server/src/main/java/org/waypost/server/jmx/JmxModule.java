package org.waypost.server.jmx;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.google.inject.name.Names;
import org.apache.james.mailbox.indexer.ReIndexer;
import org.apache.james.modules.server.JMXServer;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;

/** Overrides James' JMX server with {@link GuardedJmxServer}, and shows what the modules of Waypost want to have shown. */
public final class JmxModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(JMXServer.class).to(GuardedJmxServer.class);
        bind(ReIndexer.class).annotatedWith(Names.named("reindexer")).to(ReIndexer.class);
        Multibinder.newSetBinder(binder(), ManagedBeans.Shown.class);
    }

    @ProvidesIntoSet
    InitializationOperation show(ManagedBeans beans) {
        return InitilizationOperationBuilder.forClass(ManagedBeans.class).init(beans::start);
    }
}
