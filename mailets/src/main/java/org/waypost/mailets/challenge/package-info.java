/** Holds mail of senders that a user doesn't know until they confirm, and asks them to (RFC 3834 for what is sent). */
package org.waypost.mailets.challenge;
