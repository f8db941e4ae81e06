package org.waypost.mailets.routing;

import java.time.Duration;
import org.waypost.accounts.routes.RetrySchedule;

/**
 * What was said to {@link RoutedDelivery}.
 *
 * @param outgoing        the queue of the default route, and the begin of the others' names
 * @param retry           for routes without a schedule of their own
 * @param connect         how long a connection may take to be made
 * @param answer          how long a server may take to answer
 * @param dnsRetries      how often a domain that has no server is looked up again
 * @param bounceProcessor where mail goes that can't be delivered
 * @param helo            the name of this server
 */
record Options(
        String outgoing,
        RetrySchedule retry,
        Duration connect,
        Duration answer,
        int dnsRetries,
        String bounceProcessor,
        String helo) {}
