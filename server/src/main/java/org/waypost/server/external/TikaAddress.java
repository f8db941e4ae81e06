package org.waypost.server.external;

import java.net.URI;

/**
 * How the operator's own Tika server is reached.
 *
 * @param url {@code http} or {@code https} address; a certificate must be of an authority that the Java runtime trusts
 */
public record TikaAddress(URI url) {}
