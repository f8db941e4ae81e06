package org.waypost.server.autoreply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.james.jmap.draft.JMAPModule;
import org.apache.james.modules.server.MailetContainerModule;
import org.apache.james.modules.server.MailetContainerModule.ProcessorsCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("feature-145")
class AutoReplyModuleTest {
    private static final Set<ProcessorsCheck> STOCK = Set.of(
            MailetContainerModule.BCC_Check, JMAPModule.VACATION_MAILET_CHECK, JMAPModule.FILTERING_MAILET_CHECK);

    @Test
    void ourMailetStandsInPlaceOfTheOneThatJamesInsistsOn() {
        assertThat(AutoReplyModule.withOurs(STOCK, true))
                .containsExactlyInAnyOrder(
                        MailetContainerModule.BCC_Check, JMAPModule.FILTERING_MAILET_CHECK, AutoReplyModule.ANSWERS);
    }

    @Test
    void withoutJmapNothingIsInsistedOn() {
        assertThat(AutoReplyModule.withOurs(Set.of(MailetContainerModule.BCC_Check), false))
                .containsExactly(MailetContainerModule.BCC_Check);
    }
}
