package org.waypost.protocols.http;

import java.time.Duration;

/**
 * What one request may cost.
 *
 * @param line        characters of the request line
 * @param headers     bytes of all header fields together
 * @param body        bytes of a request's content
 * @param request     time in which a whole request must have arrived
 * @param idle        time after which a silent connection is closed
 * @param connections connections at once
 */
record HttpLimits(int line, int headers, long body, Duration request, Duration idle, int connections) {

    HttpLimits {
        if (line < 1 || headers < 1 || body < 0 || connections < 1) {
            throw new IllegalArgumentException("Limits of HTTP must be positive: " + line + " " + headers + " " + body);
        }
    }
}
