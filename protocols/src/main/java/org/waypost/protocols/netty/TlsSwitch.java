package org.waypost.protocols.netty;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/**
 * How far a connection is on its way from clear text to TLS (RFC 3207 §4). While the switch is {@link #PENDING}, any
 * further byte in clear was sent by someone who did not wait for TLS, and is an attempt to inject commands.
 */
enum TlsSwitch {
    /** No STARTTLS was accepted. */
    NONE,
    /** STARTTLS was accepted; bytes in clear may still be on their way through the pipeline. */
    PENDING,
    /** All that was read in clear has been seen; what comes now was encrypted. */
    DONE;

    private static final AttributeKey<TlsSwitch> KEY = AttributeKey.valueOf("waypostTlsSwitch");

    static TlsSwitch of(Channel channel) {
        TlsSwitch state = channel.attr(KEY).get();
        return state == null ? NONE : state;
    }

    void set(Channel channel) {
        channel.attr(KEY).set(this);
    }
}
