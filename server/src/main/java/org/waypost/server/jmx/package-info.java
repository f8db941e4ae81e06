/**
 * JMX on loopback, with a password that is made at first start.
 */
package org.waypost.server.jmx;
