package org.waypost.protocols.imap;

import javax.inject.Inject;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.MailboxTyper;
import org.apache.james.imap.message.request.ListRequest;
import org.apache.james.imap.processor.ListProcessor;
import org.apache.james.imap.processor.StatusProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.metrics.api.MetricFactory;

/** LIST with RETURN STATUS (RFC 5819) whose STATUS knows the configuration, so that APPENDLIMIT works (JAMES-4037). */
final class StatusAwareList extends ListProcessor<ListRequest> {

    private final StatusProcessor status;

    @Inject
    StatusAwareList(
            MailboxManager mailboxes,
            StatusResponseFactory responses,
            MetricFactory metrics,
            SubscriptionManager subscriptions,
            StatusProcessor status,
            MailboxTyper typer) {
        super(mailboxes, responses, metrics, subscriptions, status, typer);
        this.status = status;
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        super.configure(configuration);
        status.configure(configuration);
    }
}
