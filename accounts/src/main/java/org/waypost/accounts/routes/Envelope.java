package org.waypost.accounts.routes;

import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;

/**
 * What is known of a mail and one of its recipients when its route is picked.
 *
 * @param sender    the envelope sender; empty for a null one
 * @param user      who authenticated to submit it
 * @param recipient one recipient
 * @param size      octets of the message
 */
public record Envelope(Optional<MailAddress> sender, Optional<Username> user, MailAddress recipient, long size) {}
