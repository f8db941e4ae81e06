package org.waypost.protocols.smtp;

/** Blocks of smtpserver.xml for the tests, on free ports. */
final class WaypostSmtp {

    private static final String BLOCK =
            """
            <smtpserver enabled="true">
              <jmxName>%s</jmxName>
              <bind>127.0.0.1:0</bind>
              <helloName autodetect="false">mail.example.test</helloName>
              <tls socketTLS="%s" startTLS="%s">
                <privateKey>file://var/tls/private.key</privateKey>
                <certificates>file://var/tls/certificates.pem</certificates>
              </tls>
              <gracefulShutdown>false</gracefulShutdown>
              <bossWorkerCount>1</bossWorkerCount>
              <ioWorkerCount>1</ioWorkerCount>
              %s
              <handlerchain enableJmx="false"/>
            </smtpserver>
            """;

    /** What makes a block a submission listener. */
    static final String SUBMISSION =
            "<auth><announce>always</announce><required>true</required>" + "<failureDelay>50ms</failureDelay></auth>";

    private WaypostSmtp() {}

    static String servers(String... blocks) {
        return "<smtpservers>" + String.join("", blocks) + "</smtpservers>";
    }

    /** A block with STARTTLS and these further elements. */
    static String startTls(String name, String more) {
        return BLOCK.formatted(name, false, true, more);
    }

    /** A block with implicit TLS and these further elements. */
    static String tls(String name, String more) {
        return BLOCK.formatted(name, true, false, more);
    }

    /** Port 25, 587 and 465 as in the default configuration, but quick to answer a failed login. */
    static String standard() {
        return servers(startTls("smtp", ""), startTls("submission", SUBMISSION), tls("submissions", SUBMISSION));
    }
}
