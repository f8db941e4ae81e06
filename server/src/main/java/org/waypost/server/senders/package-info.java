/**
 * Puts the checks and lists of senders together.
 */
package org.waypost.server.senders;
