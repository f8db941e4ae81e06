/**
 * After an unclean stop, and on a schedule, counters that may be wrong are found again from the messages.
 */
package org.waypost.server.healing;
