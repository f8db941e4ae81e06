package org.waypost.server.expiry;

import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.waypost.webadmin.expiry.ExpiryControl;
import org.waypost.webadmin.expiry.ExpiryControl.Report;

/** The last run, in JMX. */
@Singleton
final class ExpiryInJmx implements ExpiryMBean {
    private final ExpiryControl control;

    @Inject
    ExpiryInJmx(ExpiryControl control) {
        this.control = control;
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
