package org.waypost.server.standalone;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.waypost.server.external.Login;
import org.waypost.server.external.OpenSearchAddress;
import org.waypost.server.external.TikaAddress;
import org.waypost.server.external.TlsTrust;

/** Reads how the operator's own OpenSearch and Tika are reached. */
final class ExternalHttp {
    private final PropertiesFile file;

    ExternalHttp(PropertiesFile file) {
        this.file = file;
    }

    OpenSearchAddress openSearch() {
        List<URI> hosts = file.list("opensearch.hosts").stream()
                .map(host -> address("opensearch.hosts", host))
                .toList();
        return new OpenSearchAddress(
                hosts,
                login(),
                file.file("opensearch.tls.truststore")
                        .<TlsTrust>map(
                                store -> TlsTrust.file(store, file.text("opensearch.tls.truststore.password", "")))
                        .orElseGet(TlsTrust.Platform::new));
    }

    private Login login() {
        return file.text("opensearch.user")
                .<Login>map(user -> {
                    if (user.contains(":")) {
                        throw file.wrong("opensearch.user", user, "a name without a colon");
                    }
                    return new Login.Basic(user, file.password("opensearch.password"));
                })
                .orElseGet(Login.None::new);
    }

    TikaAddress tika() {
        return new TikaAddress(address("tika.url", file.required("tika.url")));
    }

    private URI address(String key, String value) {
        try {
            URI uri = new URI(value);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(expected(key, value).getMessage(), e);
        }
        throw expected(key, value);
    }

    private IllegalArgumentException expected(String key, String value) {
        return file.wrong(key, value, "http://host:port or https://host:port, without user, query or fragment");
    }
}
