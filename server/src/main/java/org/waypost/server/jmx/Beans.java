package org.waypost.server.jmx;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What is shown in JMX. A bean of the same name is replaced: servers may run one after the other in a process. */
public final class Beans {
    private Beans() {}

    /** Shows a bean under a name such as {@code org.waypost:type=routes,name=routes}. */
    public static void show(String name, Object bean) throws JMException {
        hide(name);
        server().registerMBean(bean, new ObjectName(name));
    }

    /** Shows it no longer. */
    public static void hide(String name) throws JMException {
        ObjectName known = new ObjectName(name);
        if (server().isRegistered(known)) {
            server().unregisterMBean(known);
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }
}
