package org.waypost.protocols.lmtp;

/** Blocks of lmtpserver.xml for the tests, on free ports. */
final class LmtpBlocks {

    private LmtpBlocks() {}

    static String servers(String... blocks) {
        return "<lmtpservers>" + String.join("", blocks) + "</lmtpservers>";
    }

    static String block(String name, String more) {
        return """
                <lmtpserver enabled="true">
                  <jmxName>%s</jmxName>
                  <bind>127.0.0.1:0</bind>
                  <helloName autodetect="false">mail.example.test</helloName>
                  <gracefulShutdown>false</gracefulShutdown>
                  <bossWorkerCount>1</bossWorkerCount>
                  <ioWorkerCount>1</ioWorkerCount>
                  %s
                  <handlerchain enableJmx="false"/>
                </lmtpserver>
                """
                .formatted(name, more);
    }
}
