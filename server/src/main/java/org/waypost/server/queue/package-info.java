/**
 * The mail queue of a standalone server: an embedded broker whose journal is synced before a message is acknowledged.
 */
package org.waypost.server.queue;
