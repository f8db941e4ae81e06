package org.waypost.server.quickstart;

/** What a server answers on: its default port, the unprivileged one of the quickstart, and how an answer is recognised. */
public enum Endpoint {
    SMTP("SMTP", 25, 2525, Answer.GREETING),
    SUBMISSION("submission (STARTTLS)", 587, 2587, Answer.GREETING),
    SMTPS("submission (TLS)", 465, 2465, Answer.TLS_GREETING),
    IMAP("IMAP (STARTTLS)", 143, 2143, Answer.GREETING),
    IMAPS("IMAP (TLS)", 993, 2993, Answer.TLS_GREETING),
    POP3("POP3 (STLS)", 110, 2110, Answer.GREETING),
    POP3S("POP3 (TLS)", 995, 2995, Answer.TLS_GREETING),
    LMTP("LMTP", 24, 2024, Answer.GREETING),
    MANAGESIEVE("ManageSieve (STARTTLS)", 4190, 24190, Answer.GREETING),
    JMAP("JMAP (HTTPS)", 8443, 28443, Answer.HTTPS),
    PUBLIC("public pages (HTTPS)", 443, 2443, Answer.HTTPS),
    WEBADMIN("WebAdmin (HTTPS)", 8000, 28000, Answer.HTTPS),
    JMX("JMX", 9999, 29999, Answer.NONE),
    CASSANDRA("Cassandra, CQL", 9042, 29042, Answer.NONE),
    CASSANDRA_STORAGE("Cassandra, storage", 7000, 27000, Answer.NONE),
    OPENSEARCH("OpenSearch, HTTP", 9200, 29200, Answer.NONE),
    OPENSEARCH_TRANSPORT("OpenSearch, transport", 9300, 29300, Answer.NONE),
    TIKA("Tika", 9998, 29998, Answer.NONE);

    /** How the answer of an endpoint is recognised. */
    public enum Answer {
        /** The server speaks first, in clear text. */
        GREETING,
        /** The server speaks first, after a TLS handshake. */
        TLS_GREETING,
        /** Any HTTP status over TLS. */
        HTTPS,
        /** Not for clients: never asked. */
        NONE
    }

    private final String title;
    private final int defaultPort;
    private final int quickstartPort;
    private final Answer answer;

    Endpoint(String title, int defaultPort, int quickstartPort, Answer answer) {
        this.title = title;
        this.defaultPort = defaultPort;
        this.quickstartPort = quickstartPort;
        this.answer = answer;
    }

    /** What a person calls it. */
    public String title() {
        return title;
    }

    /** The port in the configuration that the bundle brings. */
    public int defaultPort() {
        return defaultPort;
    }

    /** The port that the quickstart prefers. */
    public int quickstartPort() {
        return quickstartPort;
    }

    /** How its answer is recognised. */
    public Answer answer() {
        return answer;
    }

    /** Whether clients talk to it, so that it must answer before the server counts as ready. */
    public boolean isForClients() {
        return answer != Answer.NONE;
    }
}
