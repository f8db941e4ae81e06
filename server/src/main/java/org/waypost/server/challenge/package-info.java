/** Puts together what holds mail of unknown senders: stores, steps, pages, routes, rounds and JMX. */
package org.waypost.server.challenge;
