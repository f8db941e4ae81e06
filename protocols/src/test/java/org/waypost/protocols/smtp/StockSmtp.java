package org.waypost.protocols.smtp;

/** The configuration under which the defects of stock James are shown. */
final class StockSmtp {

    static final String CONFIGURATION =
            """
            <smtpservers>
              <smtpserver enabled="true">
                <jmxName>smtp</jmxName>
                <bind>127.0.0.1:0</bind>
                <helloName autodetect="false">mail.example.test</helloName>
                <tls socketTLS="false" startTLS="true">
                  <privateKey>file://var/tls/private.key</privateKey>
                  <certificates>file://var/tls/certificates.pem</certificates>
                </tls>
                <auth><announce>always</announce><requireSSL>true</requireSSL></auth>
                <gracefulShutdown>false</gracefulShutdown>
                <handlerchain>
                  <handler class="org.apache.james.smtpserver.fastfail.ValidRcptHandler"/>
                </handlerchain>
              </smtpserver>
            </smtpservers>
            """;

    private StockSmtp() {}
}
