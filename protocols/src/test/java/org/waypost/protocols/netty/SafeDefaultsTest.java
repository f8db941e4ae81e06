package org.waypost.protocols.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.protocols.lib.SslConfig;
import org.junit.jupiter.api.Test;

class SafeDefaultsTest {

    @Test
    void speaksTls12And13WhenNothingIsSaid() throws Exception {
        var server = listener();
        SafeDefaults.tls(server);
        assertThat(SslConfig.parse(server).getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    }

    @Test
    void keepsWhatIsSaid() throws Exception {
        var server = listener();
        server.addProperty("tls.supportedProtocols.protocol", "TLSv1.3");
        SafeDefaults.tls(server);
        assertThat(SslConfig.parse(server).getEnabledProtocols()).containsExactly("TLSv1.3");
    }

    @Test
    void onStockJamesTheRuntimeDecides() throws Exception {
        assertThat(SslConfig.parse(listener()).getEnabledProtocols()).isEmpty();
    }

    private static BaseHierarchicalConfiguration listener() {
        var server = new BaseHierarchicalConfiguration();
        server.addProperty("tls[@startTLS]", true);
        server.addProperty("tls.privateKey", "file://var/tls/private.key");
        server.addProperty("tls.certificates", "file://var/tls/certificates.pem");
        return server;
    }
}
