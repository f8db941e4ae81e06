package org.waypost.protocols.netty;

import java.time.Duration;
import java.util.List;
import org.apache.james.protocols.api.Response;

/**
 * An answer that the client gets later. No thread waits meanwhile, nothing more is read from the client, and what it
 * has sent already is looked at after the answer.
 *
 * @param answer what the client is told
 * @param delay how long it waits
 */
public record DelayedResponse(Response answer, Duration delay) implements Response {

    @Override
    public String getRetCode() {
        return answer.getRetCode();
    }

    @Override
    public List<CharSequence> getLines() {
        return answer.getLines();
    }

    @Override
    public boolean isEndSession() {
        return answer.isEndSession();
    }
}
