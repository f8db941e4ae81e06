/**
 * The last step of local mail: into the mailbox, once, or back into the queue for later.
 *
 * <p>RFC 5321 §6.1: a server that has taken responsibility for a message must not lose it for frivolous reasons, and
 * must tell the sender when it could not deliver.
 */
package org.waypost.mailets.delivery;
