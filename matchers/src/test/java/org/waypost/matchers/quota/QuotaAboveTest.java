package org.waypost.matchers.quota;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.mail.MessagingException;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The condition; whom it matches is tested on a server. */
@Tag("feature-2")
class QuotaAboveTest {
    private static void init(String condition) throws MessagingException {
        new QuotaAbove(null)
                .init(FakeMatcherConfig.builder()
                        .matcherName("QuotaAbove")
                        .condition(condition)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"90%", "0%", "200%", " 90% "})
    void aShareIsTaken(String condition) {
        assertThatCode(() -> init(condition)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "-1%", "201%", "much", "9.5%"})
    void anythingElseIsRefusedWithNameValueAndExpectation(String condition) {
        assertThatThrownBy(() -> init(condition))
                .isInstanceOf(MessagingException.class)
                .hasMessage("QuotaAbove: share is '" + condition + "', expected a share from 0% to 200%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void nothingIsRefused(String condition) {
        assertThatThrownBy(() -> init(condition)).hasMessageContaining("share is missing");
    }
}
