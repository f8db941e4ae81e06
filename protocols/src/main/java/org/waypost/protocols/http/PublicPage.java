package org.waypost.protocols.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;
import org.reactivestreams.Publisher;

/**
 * A page that strangers may open, contributed through a Guice {@code Multibinder<PublicPage>}. It is called on an event loop: what takes
 * time goes to a scheduler of its own. What it throws is logged and answered with 500.
 */
public interface PublicPage {

    /** Where it is: {@code /confirm} for that address alone, {@code /confirm/} for it and all below. Never {@code /}. */
    String path();

    /** The methods that it takes; others are answered with 405. HEAD comes with GET. */
    Set<HttpMethod> methods();

    /** Answers one request, with one answer. */
    Publisher<PublicResponse> answer(PublicRequest request);
}
