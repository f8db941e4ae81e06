package org.waypost.webadmin.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.builder.fluent.Configurations;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.junit.jupiter.api.Test;

class WebAdminSettingsTest {
    private final PropertiesConfiguration properties = new PropertiesConfiguration();

    @Test
    void defaultIsHttpsOnLoopback() throws Exception {
        WebAdminSettings settings = WebAdminSettings.from(properties);

        assertThat(settings.https()).isTrue();
        assertThat(settings.host().isLoopbackAddress()).isTrue();
        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.corsOrigin()).isEmpty();
    }

    @Test
    void shippedFileSaysWhatIsDefaultAnyway() throws Exception {
        assertThat(WebAdminSettings.from(new Configurations()
                        .properties(Path.of(System.getProperty("waypost.root"), "conf", "webadmin.properties")
                                .toFile())))
                .isEqualTo(WebAdminSettings.from(properties));
    }

    @Test
    void clearHttpIsRefusedOffLoopback() throws Exception {
        properties.setProperty("https.enabled", "false");
        assertThat(WebAdminSettings.from(properties).https()).isFalse();

        properties.setProperty("host", "0.0.0.0");
        assertThatThrownBy(() -> WebAdminSettings.from(properties))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("https.enabled is false and host is 0.0.0.0");
    }

    @Test
    void wrongValuesAreNamed() {
        properties.setProperty("port", "70000");
        assertThatThrownBy(() -> WebAdminSettings.from(properties)).hasMessageContaining("port is 70000");
        properties.setProperty("port", "many");
        assertThatThrownBy(() -> WebAdminSettings.from(properties))
                .hasMessageContaining("port")
                .hasMessageContaining("many");
    }

    @Test
    void everySiteIsNotASite() {
        properties.setProperty("cors.enable", "true");
        properties.setProperty("cors.origin", "*");

        assertThatThrownBy(() -> WebAdminSettings.from(properties)).hasMessageContaining("cors.origin is *");
    }
}
