package org.waypost.server.storage;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.FileNotFoundException;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.backends.cassandra.components.CassandraModule;
import org.apache.james.backends.cassandra.init.CassandraTypesProvider;
import org.apache.james.backends.cassandra.init.CassandraZonedDateTimeModule;
import org.apache.james.backends.cassandra.init.configuration.CassandraConfiguration;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionDAO;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionManager;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionModule;
import org.apache.james.mailbox.store.BatchSizes;
import org.apache.james.utils.PropertiesProvider;

/** The one Cassandra session of the server, opened when all tables are known. */
public final class CassandraSessionModule extends StorageModule {
    private final BiFunction<CassandraModule, MetricRegistry, CqlSession> source;

    /**
     * @param source opens a session in which all the given tables and types exist, and registers its metrics
     */
    public CassandraSessionModule(BiFunction<CassandraModule, MetricRegistry, CqlSession> source) {
        this.source = source;
    }

    @Override
    protected void configure() {
        singletons(CassandraTypesProvider.class, CassandraSchemaVersionDAO.class, CassandraSchemaVersionManager.class);
        tables(CassandraZonedDateTimeModule.MODULE, CassandraSchemaVersionModule.MODULE);
    }

    @Provides
    @Singleton
    CassandraModule allTables(Set<CassandraModule> modules) {
        return CassandraModule.aggregateModules(modules);
    }

    @Provides
    @Singleton
    CqlSession session(CassandraModule tables, MetricRegistry metrics) {
        return source.apply(tables, metrics);
    }

    @Provides
    @Singleton
    CassandraConfiguration configuration(PropertiesProvider properties) throws ConfigurationException {
        try {
            return CassandraConfiguration.from(properties.getConfiguration("cassandra"));
        } catch (FileNotFoundException e) {
            return CassandraConfiguration.DEFAULT_CONFIGURATION;
        }
    }

    @Provides
    @Singleton
    BatchSizes batchSizes(PropertiesProvider properties) throws ConfigurationException {
        try {
            var file = properties.getConfiguration("batchsizes");
            return BatchSizes.builder()
                    .fetchMetadata(file.getInt("fetch.metadata", BatchSizes.DEFAULT_BATCH_SIZE))
                    .fetchHeaders(file.getInt("fetch.headers", BatchSizes.DEFAULT_BATCH_SIZE))
                    .fetchFull(file.getInt("fetch.full", BatchSizes.DEFAULT_BATCH_SIZE))
                    .copyBatchSize(file.getInt("copy", BatchSizes.DEFAULT_BATCH_SIZE))
                    .moveBatchSize(file.getInt("move", BatchSizes.DEFAULT_BATCH_SIZE))
                    .build();
        } catch (FileNotFoundException e) {
            return BatchSizes.uniqueBatchSize(BatchSizes.DEFAULT_BATCH_SIZE);
        }
    }
}
