package org.waypost.webadmin.listener;

import com.google.common.net.InetAddresses;
import spark.Request;

/** Where a request comes from. */
public final class ClientAddress {

    private ClientAddress() {}

    /** True when the client is on this machine and speaks for itself: what a proxy relays comes from elsewhere. */
    public static boolean isLocal(Request request) {
        return InetAddresses.isInetAddress(request.ip())
                && InetAddresses.forString(request.ip()).isLoopbackAddress()
                && request.headers("X-Forwarded-For") == null
                && request.headers("Forwarded") == null;
    }
}
