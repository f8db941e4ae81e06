package org.waypost.server.standalone;

import com.datastax.oss.driver.api.core.CqlSession;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.james.core.healthcheck.HealthCheck;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.engines.Engines;
import org.waypost.server.administration.LocalEngineReport;
import org.waypost.server.administration.WholeEngineReport;
import org.waypost.server.external.CassandraProbe;
import org.waypost.server.external.EngineProbe;
import org.waypost.server.external.ExternalEngine;
import org.waypost.server.external.ExternalEngineHealth;
import org.waypost.server.external.OpenSearchProbe;
import org.waypost.server.external.TikaProbe;
import org.waypost.webadmin.product.EngineReport;

/** Shows how the engines do, ours and the operator's, and checks the health of the operator's OpenSearch and Tika. */
final class EnginesModule extends AbstractModule {
    private final Engines engines;
    private final boolean localCassandra;
    private final CassandraSettings cassandra;
    /** By the name of the health check. */
    private final Map<String, EngineProbe> probes = new LinkedHashMap<>();

    EnginesModule(Engines engines, EngineFile file, CassandraSettings cassandra) {
        this.engines = engines;
        this.localCassandra = file.hasLocalCassandra();
        this.cassandra = cassandra;
        file.externalOpenSearch().ifPresent(address -> probes.put("OpenSearch", new OpenSearchProbe(address)));
        file.externalTika().ifPresent(address -> probes.put("Tika", new TikaProbe(address)));
    }

    @Override
    protected void configure() {
        OptionalBinder.newOptionalBinder(binder(), EngineReport.class)
                .setBinding()
                .to(WholeEngineReport.class);
        Multibinder<HealthCheck> checks = Multibinder.newSetBinder(binder(), HealthCheck.class);
        probes.forEach((title, probe) -> checks.addBinding().toInstance(new ExternalEngineHealth(title, probe)));
    }

    @Provides
    @Singleton
    WholeEngineReport report(CqlSession session, Clock clock) {
        List<EngineProbe> external = new ArrayList<>();
        if (!localCassandra) {
            external.add(new CassandraProbe(session, cassandra.contactPoints()));
        }
        external.addAll(probes.values());
        return new WholeEngineReport(
                new LocalEngineReport(engines),
                external.stream().map(probe -> new ExternalEngine(probe, clock)).toList());
    }
}
