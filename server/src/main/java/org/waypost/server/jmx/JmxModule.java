package org.waypost.server.jmx;

import com.google.inject.AbstractModule;
import com.google.inject.name.Names;
import org.apache.james.mailbox.indexer.ReIndexer;
import org.apache.james.modules.server.JMXServer;

/** Overrides James' JMX server with {@link GuardedJmxServer}. */
public final class JmxModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(JMXServer.class).to(GuardedJmxServer.class);
        bind(ReIndexer.class).annotatedWith(Names.named("reindexer")).to(ReIndexer.class);
    }
}
