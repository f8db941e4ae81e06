/**
 * What senders are told of mail that could not be delivered (RFC 3461, RFC 3464).
 */
package org.waypost.mailets.bounce;
