package org.waypost.protocols.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.builder.fluent.Configurations;
import org.junit.jupiter.api.Test;

class HttpConfigurationTest {
    private final PropertiesConfiguration properties = new PropertiesConfiguration();

    private static Configuration shipped(String name) throws Exception {
        return new Configurations()
                .properties(Path.of(System.getProperty("waypost.root"), "conf", name)
                        .toFile());
    }

    @Test
    void shippedFileOfJmapSaysWhatIsDefaultAnyway() throws Exception {
        assertThat(JmapListeners.from(shipped("jmap.properties"))).isEqualTo(JmapListeners.from(properties));
        assertThat(JmapListeners.from(properties).https().getPort()).isEqualTo(8443);
        assertThat(JmapListeners.from(properties).plain()).isEqualTo(Optional.empty());
    }

    @Test
    void shippedFileOfPublicPagesSaysWhatIsDefaultAnyway() throws Exception {
        assertThat(PublicConfiguration.from(shipped("public.properties"), "mail.example.test"))
                .isEqualTo(PublicConfiguration.from(properties, "mail.example.test"));
        assertThat(PublicConfiguration.from(properties, "mail.example.test").base())
                .hasToString("https://mail.example.test");
    }

    @Test
    void clearHttpOffLoopbackIsRefused() {
        properties.setProperty("jmap.plain.port", "8080");
        properties.setProperty("jmap.plain.host", "0.0.0.0");

        assertThatThrownBy(() -> JmapListeners.from(properties))
                .hasMessageContaining("jmap.plain.host is 0.0.0.0")
                .hasMessageContaining("expected a loopback address");
    }

    @Test
    void wrongNumbersAndSizesAreNamed() {
        properties.setProperty("jmap.port", "eight");
        assertThatThrownBy(() -> JmapListeners.from(properties)).hasMessageContaining("jmap.port is eight");
        properties.setProperty("jmap.port", "8443");
        properties.setProperty("request.max.size", "much");
        assertThatThrownBy(() -> JmapListeners.from(properties)).hasMessageContaining("request.max.size is much");
    }
}
