package org.waypost.server.expiry;

import java.util.Optional;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.management.JMException;
import javax.management.StandardMBean;
import org.waypost.server.jmx.Beans;
import org.waypost.webadmin.expiry.ExpiryControl;
import org.waypost.webadmin.expiry.ExpiryControl.Report;

/** The last run, in JMX. */
@Singleton
final class ExpiryInJmx implements ExpiryMBean {
    private static final String NAME = "org.waypost:type=Expiry";

    private final ExpiryControl control;

    @Inject
    ExpiryInJmx(ExpiryControl control) {
        this.control = control;
    }

    void register() throws JMException {
        Beans.show(NAME, new StandardMBean(this, ExpiryMBean.class));
    }

    @PreDestroy
    void unregister() throws JMException {
        Beans.hide(NAME);
    }

    private Optional<Report> last() {
        return control.reports().stream().filter(report -> !report.dry()).findFirst();
    }

    @Override
    public String getLastBegun() {
        return last().map(report -> report.begun().toString()).orElse("");
    }

    @Override
    public String getLastOutcome() {
        return last().map(Report::outcome).orElse("");
    }

    @Override
    public long getLastRemoved() {
        return last().map(report -> report.all().removed()).orElse(0L);
    }
}
