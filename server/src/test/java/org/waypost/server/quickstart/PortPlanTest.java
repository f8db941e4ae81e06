package org.waypost.server.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortPlanTest {
    @Test
    void everyEndpointHasAPortOfItsOwn() {
        assertThat(PortPlan.free().ports().values()).doesNotHaveDuplicates().hasSize(Endpoint.values().length);
    }

    @Test
    void aTakenPortIsReplaced() throws Exception {
        int wished = Endpoint.SMTP.quickstartPort();
        try (ServerSocket taken = new ServerSocket(
                PortPlan.preferred().port(Endpoint.SMTP) == wished ? wished : 0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortPlan.preferred().port(Endpoint.SMTP))
                    .isNotEqualTo(taken.getLocalPort())
                    .isNotEqualTo(wished);
        }
    }
}
