/** Puts right the counters of mailboxes and quotas that an unclean stop left wrong, for the mailboxes that were touched before it. */
package org.waypost.cassandra.healing;
