/** Mail that waits for its sender, known senders and sent challenges, in Cassandra. */
package org.waypost.cassandra.challenge;
