package org.waypost.mailets.smtp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How connections are made.
 *
 * @param source4 where connections to IPv4 addresses come from; empty for the system's choice
 * @param source6 the same for IPv6
 * @param connect how long a connection may take to be made
 * @param answer  how long a whole reply may take (RFC 5321 §4.5.3.2)
 */
public record Dialling(
        Optional<InetAddress> source4, Optional<InetAddress> source6, Duration connect, Duration answer) {

    /** The source for a target of that family. */
    public Optional<InetAddress> sourceFor(InetAddress target) {
        return target instanceof Inet4Address ? source4 : source6;
    }
}
