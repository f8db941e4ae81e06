/**
 * Tells users, and the administrators of their domains, that a mailbox is nearly full: once for each share of a limit that
 * is crossed (RFC 9208 has the limits, RFC 3834 how automatic mail behaves).
 */
package org.waypost.mailets.quota;
