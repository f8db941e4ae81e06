package org.waypost.engines.program;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One HTTP GET to an engine on loopback. */
public final class HttpProbe {
    private static final int DEADLINE_MILLIS = 5000;
    private static final int MOST_BYTES = 64 * 1024;

    private HttpProbe() {}

    /**
     * The body of a 200 answer.
     *
     * @param path with its leading slash
     * @throws IOException when there is no answer within 5 s, or another one
     */
    public static String get(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(DEADLINE_MILLIS);
        connection.setReadTimeout(DEADLINE_MILLIS);
        connection.setRequestProperty("Connection", "close");
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("GET " + path + " answered " + status + ", expected 200");
            }
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
        } finally {
            connection.disconnect();
        }
    }
}
