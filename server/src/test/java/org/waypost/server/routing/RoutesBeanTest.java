package org.waypost.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.james.metrics.dropwizard.DropWizardMetricFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.routes.MemoryRouteStore;
import org.waypost.accounts.routes.RouteSecrets;
import org.waypost.accounts.routes.Routes;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.mailets.routing.RouteFigures;
import org.waypost.server.jmx.ManagedBeans;

@Tag("feature-116")
class RoutesBeanTest {
    @TempDir
    Path var;

    @Test
    void jmxShowsRoutesFiguresAndReasonsButNoPasswords() throws Exception {
        Clock clock = Clock.systemUTC();
        try (ChangeFeed feed = new ChangeFeed(new MemoryChangeLog(clock), clock)) {
            Routes routes = new Routes(new MemoryRouteStore(), feed, new RouteSecrets(new RouteKeyFile(var).key()));
            routes.set(
                            "one",
                            SettingsFormat.object("{\"when\":{\"senderDomains\":[\"a.test\"]},\"hops\":[\"m.test\"],"
                                    + "\"user\":\"us\",\"password\":\"hunter2\"}"))
                    .block();
            RoutesBean bean =
                    new RoutesBean(routes, new RouteFigures(new DropWizardMetricFactory(new MetricRegistry())));
            MBeanServer jmx = MBeanServerFactory.newMBeanServer();
            ObjectName name = ManagedBeans.name("routes");
            jmx.registerMBean(new StandardMBean(bean, RoutesMBean.class), name);

            assertThat((String[]) jmx.getAttribute(name, "Routes"))
                    .hasSize(2)
                    .allMatch(route -> !route.contains("hunter2") && !route.contains("v1:"));
            assertThat(List.of((String[]) jmx.getAttribute(name, "Figures")))
                    .first()
                    .asString()
                    .startsWith("one: sending 0");
            assertThat(List.of(
                            (String[]) jmx.invoke(name, "explain", new Object[] {"x@b.test", "y@c.test"}, new String[] {
                                "java.lang.String", "java.lang.String"
                            })))
                    .last()
                    .asString()
                    .startsWith("default takes it");
            assertThatThrownBy(() -> bean.explain("x@b.test", "nobody")).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
