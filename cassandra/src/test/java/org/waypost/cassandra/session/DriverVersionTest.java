package org.waypost.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.session.Session;
import org.junit.jupiter.api.Test;

class DriverVersionTest {

    /** 4.15, which James 3.8.1 asks for, is older than Cassandra 5.0. */
    @Test
    void theDriverKnowsCassandraFive() {
        assertThat(Session.OSS_DRIVER_COORDINATES.getVersion().getMajor()).isEqualTo(4);
        assertThat(Session.OSS_DRIVER_COORDINATES.getVersion().getMinor()).isGreaterThanOrEqualTo(19);
    }
}
