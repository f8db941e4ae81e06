package org.waypost.protocols.http;

import java.net.URI;
import java.util.Optional;

/**
 * Where strangers find the pages of this server, for links in mails.
 *
 * @param base without a slash at its end; absent when there is no listener for them
 */
public record PublicAddress(Optional<URI> base) {}
