package org.waypost.protocols.smtp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.waypost.policy.country.CountryRefusal;

/** Recipients of a message who are refused by the client's country after all, unless SPF or DKIM proves the name that they let in. */
final class CountryAfterAll {
    private static final AttachmentKey<CountryAfterAll> KEY =
            AttachmentKey.of("waypostCountryAfterAll", CountryAfterAll.class);

    private final Map<MailAddress, CountryRefusal> refusals = new HashMap<>();

    private CountryAfterAll() {}

    static void put(SMTPSession session, MailAddress recipient, CountryRefusal refusal) {
        CountryAfterAll all = session.getAttachment(KEY, State.Transaction).orElseGet(CountryAfterAll::new);
        all.refusals.put(recipient, refusal);
        session.setAttachment(KEY, all, State.Transaction);
    }

    /** None for a recipient who takes mail from there, or was refused at once. */
    static Optional<CountryRefusal> of(SMTPSession session, MailAddress recipient) {
        return session.getAttachment(KEY, State.Transaction).map(all -> all.refusals.get(recipient));
    }
}
