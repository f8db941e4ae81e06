package org.waypost.server.queue;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import java.io.FileNotFoundException;
import javax.inject.Inject;
import javax.jms.ConnectionFactory;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.lifecycle.api.Startable;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.activemq.ActiveMQConfiguration;
import org.apache.james.queue.activemq.ActiveMQHealthCheck;
import org.apache.james.queue.activemq.ActiveMQMailQueueFactory;
import org.apache.james.queue.activemq.metric.ActiveMQMetricCollector;
import org.apache.james.queue.activemq.metric.ActiveMQMetricCollectorImpl;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.apache.james.utils.PropertiesProvider;
import org.waypost.server.composition.StopLast;

/** The queue on the local disk, with its health check and metrics. */
public final class EmbeddedQueueModule extends AbstractModule {
    private final StopLast stopLast;

    /**
     * @param stopLast closes the broker, after all queues are done
     */
    public EmbeddedQueueModule(StopLast stopLast) {
        this.stopLast = stopLast;
    }

    @Override
    protected void configure() {
        bind(QueueMetrics.class).in(Scopes.SINGLETON);
        bind(ActiveMQMetricCollectorImpl.class).in(Scopes.SINGLETON);
        bind(ActiveMQMetricCollector.class).to(ActiveMQMetricCollectorImpl.class);
        Multibinder.newSetBinder(binder(), HealthCheck.class).addBinding().to(ActiveMQHealthCheck.class);
    }

    @Provides
    @Singleton
    EmbeddedBroker broker(FileSystem files) {
        return stopLast.keep(new EmbeddedBroker(files));
    }

    @Provides
    @Singleton
    ConnectionFactory connections(EmbeddedBroker broker) {
        return broker.connectionFactory();
    }

    @Provides
    @Singleton
    ActiveMQMailQueueFactory queues(
            EmbeddedBroker broker,
            MailQueueItemDecoratorFactory decorators,
            MetricFactory metrics,
            GaugeRegistry gauges,
            ActiveMQMetricCollector collector) {
        ActiveMQMailQueueFactory queues =
                new ActiveMQMailQueueFactory(broker.connectionFactory(), decorators, metrics, gauges, collector);
        queues.setUseJMX(true);
        // Bodies go into the journal, which is synced; files beside it would not be.
        queues.setUseBlobMessages(false);
        queues.init();
        return queues;
    }

    @Provides
    @Singleton
    MailQueueFactory<?> anyQueues(ActiveMQMailQueueFactory queues) {
        return queues;
    }

    @Provides
    @Singleton
    MailQueueFactory<? extends ManageableMailQueue> manageableQueues(ActiveMQMailQueueFactory queues) {
        return queues;
    }

    @Provides
    @Singleton
    MailQueueFactory<? extends MailQueue> plainQueues(ActiveMQMailQueueFactory queues) {
        return queues;
    }

    @Provides
    @Singleton
    ActiveMQConfiguration configuration(PropertiesProvider properties) throws ConfigurationException {
        try {
            return ActiveMQConfiguration.from(properties.getConfiguration("activemq"));
        } catch (FileNotFoundException e) {
            return ActiveMQConfiguration.getDefault();
        }
    }

    @ProvidesIntoSet
    InitializationOperation startMetrics(QueueMetrics metrics) {
        return InitilizationOperationBuilder.forClass(QueueMetrics.class).init(metrics::start);
    }

    /** Starts the metrics of the queues. */
    static final class QueueMetrics implements Startable {
        private final ActiveMQMetricCollectorImpl collector;

        @Inject
        QueueMetrics(ActiveMQMetricCollectorImpl collector) {
            this.collector = collector;
        }

        void start() {
            collector.start();
        }
    }
}
