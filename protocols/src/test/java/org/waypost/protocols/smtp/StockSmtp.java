package org.waypost.protocols.smtp;

/** The configuration under which the defects of stock James are shown. */
final class StockSmtp {

    private static final String CHAIN = "<handlerchain enableJmx=\"false\">"
            + "<handler class=\"org.apache.james.smtpserver.fastfail.ValidRcptHandler\"/></handlerchain>";

    static final String CONFIGURATION = "<smtpservers>"
            + block("smtp", "<verifyIdentity>false</verifyIdentity>")
            + block("verified", "<verifyIdentity>true</verifyIdentity>")
            + block(
                    "proxied",
                    "<proxyRequired>true</proxyRequired><authorizedAddresses>203.0.113.0/24</authorizedAddresses>")
            + "</smtpservers>";

    private StockSmtp() {}

    /** A block with STARTTLS, AUTH that asks for TLS, and these further elements. */
    static String block(String name, String more) {
        return """
                <smtpserver enabled="true">
                  <jmxName>%s</jmxName>
                  <bind>127.0.0.1:0</bind>
                  <helloName autodetect="false">mail.example.test</helloName>
                  <tls socketTLS="false" startTLS="true">
                    <privateKey>file://var/tls/private.key</privateKey>
                    <certificates>file://var/tls/certificates.pem</certificates>
                  </tls>
                  <auth><announce>always</announce><requireSSL>true</requireSSL></auth>
                  <gracefulShutdown>false</gracefulShutdown>
                  <bossWorkerCount>1</bossWorkerCount>
                  <ioWorkerCount>1</ioWorkerCount>
                  %s
                  %s
                </smtpserver>
                """
                .formatted(name, more, CHAIN);
    }
}
