package org.waypost.server.country;

import com.google.common.net.InetAddresses;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.waypost.policy.country.CountryDatabase;

/** Shows the table of countries in JMX. */
final class CountryDatabaseInJmx implements CountryDatabaseMBean {
    private static final String NAME = "org.waypost:type=CountryDatabase";

    private final CountryDatabase database;

    CountryDatabaseInJmx(CountryDatabase database) {
        this.database = database;
    }

    /** Shows it, in place of that of an earlier server in this JVM. */
    void show() {
        try {
            hide();
            beans().registerMBean(new StandardMBean(this, CountryDatabaseMBean.class), new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException(NAME + " can't be shown in JMX", e);
        }
    }

    /** Ends to show it. */
    void hide() {
        try {
            ObjectName name = new ObjectName(NAME);
            if (beans().isRegistered(name)) {
                beans().unregisterMBean(name);
            }
        } catch (JMException e) {
            throw new IllegalStateException(NAME + " can't be taken out of JMX", e);
        }
    }

    private static MBeanServer beans() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    @Override
    public String getSource() {
        return database.status().source();
    }

    @Override
    public String getBuilt() {
        return database.status().built().toString();
    }

    @Override
    public long getAgeDays() {
        return database.status().age().toDays();
    }

    @Override
    public boolean isTooOld() {
        return database.status().old();
    }

    @Override
    public String getProblem() {
        return database.status().problem().orElse("");
    }

    @Override
    public String lookUp(String address) {
        return database.of(InetAddresses.forString(address)).word();
    }

    @Override
    public String reload() {
        CountryDatabase.Outcome outcome = database.reload();
        if (outcome instanceof CountryDatabase.Outcome.Kept kept) {
            return "kept: " + kept.reason();
        }
        return outcome instanceof CountryDatabase.Outcome.Replaced ? "replaced" : "unchanged";
    }
}
