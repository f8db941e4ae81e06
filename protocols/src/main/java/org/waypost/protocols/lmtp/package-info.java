/** LMTP (RFC 2033) for a mail relay that stands in front of Waypost: the same checks as SMTP, and the same queue. */
package org.waypost.protocols.lmtp;
