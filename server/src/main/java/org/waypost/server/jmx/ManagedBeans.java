package org.waypost.server.jmx;

import com.google.inject.Binder;
import com.google.inject.Provider;
import com.google.inject.multibindings.Multibinder;
import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.james.lifecycle.api.Startable;

/** What JMX shows of Waypost, from the start of a server to its end: a bean for each concern, {@code org.waypost:type=…}. */
@Singleton
public final class ManagedBeans implements Startable {
    private static final String DOMAIN = "org.waypost:type=";

    /**
     * A bean to be.
     *
     * @param concern what it is about, the last word of its name
     * @param face    what JMX shows of it; JMX wants a public interface
     */
    record Shown(String concern, Class<?> face, Provider<?> bean) {}

    private final Set<Shown> all;

    @Inject
    ManagedBeans(Set<Shown> all) {
        this.all = all;
    }

    /** Has a bean shown while the server runs. */
    public static <T> void show(Binder binder, String concern, Class<T> face, Class<? extends T> bean) {
        Multibinder.newSetBinder(binder, Shown.class)
                .addBinding()
                .toInstance(new Shown(concern, face, binder.getProvider(bean)));
    }

    /** The name under which a concern is shown. */
    public static ObjectName name(String concern) {
        try {
            return new ObjectName(DOMAIN + concern);
        } catch (JMException e) {
            throw new IllegalArgumentException(concern + " can't be part of a name in JMX", e);
        }
    }

    void start() throws JMException {
        // Servers may run one after the other in a process; the latest is shown.
        stop();
        for (Shown each : all) {
            server().registerMBean(new PlainWords(each.bean().get(), each.face()), name(each.concern()));
        }
    }

    @PreDestroy
    void stop() throws JMException {
        for (Shown each : all) {
            if (server().isRegistered(name(each.concern()))) {
                server().unregisterMBean(name(each.concern()));
            }
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }
}
