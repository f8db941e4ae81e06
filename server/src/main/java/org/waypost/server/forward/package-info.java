/** Puts forwarding and the rewriting of senders together. */
package org.waypost.server.forward;
