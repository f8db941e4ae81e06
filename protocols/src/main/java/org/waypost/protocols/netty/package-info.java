/**
 * What every mail listener shares on Netty: the door that knows the client before the session begins, connection
 * limits, time-outs, the switch to TLS (RFC 3207), and sessions that run off the event loops.
 */
package org.waypost.protocols.netty;
