package org.waypost.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test breaks a copy of the default configuration in one way and compares the whole report. */
class ConfigurationCheckerTest {
    @TempDir
    Path conf;

    @BeforeEach
    void copyTheDefaults() throws IOException {
        Path defaults = Path.of(System.getProperty("waypost.root", "..")).resolve("conf");
        try (Stream<Path> files = Files.list(defaults)) {
            for (Path file : files.toList()) {
                Files.copy(file, conf.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void unknownKeyIsReportedWithTheNearestKnownOne() throws IOException {
        write("engines.properties", "# engines\n\ncasandra.mode=local\n");

        assertThat(report())
                .containsExactly(
                        "engines.properties:3: error: casandra.mode: unknown key; did you mean cassandra.mode?");
    }

    @Test
    void wrongValuesSayWhatWasExpected() throws IOException {
        write(
                "engines.properties",
                "cassandra.mode=locally\n"
                        + "cassandra.port=70000\n"
                        + "cassandra.heap=big\n"
                        + "disk.minimum.free=1 GB\n"
                        + "start.timeout=soon\n"
                        + "cassandra.commitlog.sync=periodic\n"
                        + "tika.options=-Xss2m -Xmx1g\n");

        assertThat(report())
                .containsExactly(
                        "engines.properties:1: error: cassandra.mode = locally: expected one of: local, external",
                        "engines.properties:2: error: cassandra.port = 70000: expected a port, 1 to 65535",
                        "engines.properties:3: error: cassandra.heap = big: expected a whole number, 256 to 65536",
                        "engines.properties:4: error: disk.minimum.free = 1 GB: expected a size such as 500K, 20M or 1G"
                                + " (without a unit: bytes)",
                        "engines.properties:5: error: start.timeout = soon: expected a time such as 30s, 5 minutes or"
                                + " 1d (without a unit: seconds)",
                        "engines.properties:6: error: cassandra.commitlog.sync = periodic: expected one of: batch,"
                                + " group",
                        "engines.properties:7: error: tika.options = -Xss2m -Xmx1g: expected flags for Java, separated by"
                                + " spaces, without those of the heap");
    }

    @Test
    void aKeyThatStandsTwiceIsRefusedAndSoIsOneWithoutAValue() throws IOException {
        write("jmx.properties", "jmx.enabled=false\njmx.port\njmx.enabled=true\n");

        assertThat(report())
                .containsExactly(
                        "jmx.properties:2: error: jmx.port: no value; expected key=value",
                        "jmx.properties:3: error: jmx.enabled: stands twice, first in line 1; keep one");
    }

    @Test
    void secretsAreNotPrinted() throws IOException {
        write(
                "usersrepository.xml",
                "<usersrepository class=\"org.apache.james.user.ldap.ReadOnlyUsersLDAPRepository\"\n"
                        + " ldapHost=\"http://x\" credentials=\" \" userBase=\"a\" userIdAttribute=\"mail\""
                        + " userObjectClass=\"p\"/>\n");

        assertThat(report())
                .containsExactly("usersrepository.xml:2: error: usersrepository@ldapHost = http://x: expected a list,"
                        + " separated by commas, of: an address that begins with ldap:// or ldaps://");
    }

    @Test
    void unknownElementsAndAttributesHaveALineAndAHint() throws IOException {
        write(
                "domainlist.xml",
                "<domainlist>\n  <autodetct>false</autodetct>\n  <autodetectIP>no</autodetectIP>\n"
                        + "  <defaultDomain colour='red'>localhost</defaultDomain>\n</domainlist>\n");

        assertThat(report())
                .containsExactly(
                        "domainlist.xml:2: error: domainlist/autodetct: unknown element; did you mean autodetect?",
                        "domainlist.xml:3: error: domainlist/autodetectIP = no: expected true or false",
                        "domainlist.xml:4: error: domainlist/defaultDomain@colour: unknown attribute");
    }

    @Test
    void brokenXmlNamesTheLine() throws IOException {
        write("domainlist.xml", "<domainlist>\n  <autodetect>false</autodetectIP>\n</domainlist>\n");

        assertThat(report()).singleElement().asString().startsWith("domainlist.xml:2: error: isn't well-formed XML: ");
    }

    @Test
    void externalEntitiesAreRefused() throws IOException {
        write(
                "domainlist.xml",
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n"
                        + "<domainlist><defaultDomain>&x;</defaultDomain></domainlist>\n");

        assertThat(report())
                .singleElement()
                .asString()
                .contains("domainlist.xml:1: error: ")
                .contains("DOCTYPE");
    }

    @Test
    void aFileThatNothingReadsIsAWarningOnly() throws IOException {
        write("engine.properties", "cassandra.mode=local\n");

        assertThat(report())
                .containsExactly("engine.properties: warning: no part of Waypost reads this file; did you mean"
                        + " engines.properties?");
        assertThat(ConfigurationChecker.require(conf)).hasSize(1);
    }

    @Test
    void twoListenersOnOnePortCollide() throws IOException {
        write("jmx.properties", "jmx.address=127.0.0.1\njmx.port=9042\n");

        assertThat(report())
                .containsExactly("engines.properties:8: error: cassandra = 127.0.0.1:9042: this port is already taken"
                        + " by jmx in jmx.properties:2; expected a port of its own");
    }

    @Test
    void listenersOfMailCollideToo() throws IOException {
        write(
                "smtpserver.xml",
                "<smtpservers>\n"
                        + "<smtpserver><jmxName>a</jmxName>\n"
                        + "<bind>0.0.0.0:2525</bind></smtpserver>\n"
                        + "<smtpserver><jmxName>b</jmxName>\n"
                        + "<bind>127.0.0.1:2525</bind></smtpserver>\n"
                        + "</smtpservers>\n");

        assertThat(report())
                .containsExactly("smtpserver.xml:5: error: b = 127.0.0.1:2525: this port is already taken by a in"
                        + " smtpserver.xml:3; expected a port of its own");
    }

    @Test
    void certificatesThatAreNamedMustExist() throws IOException {
        write("tls.properties", "privateKey=file:///no/such/key\ncertificates=file://conf/none.pem\n");

        assertThat(report())
                .containsExactly(
                        "tls.properties:1: error: privateKey = file:///no/such/key: /no/such/key doesn't exist;"
                                + " expected a PEM file that the user of the server can read",
                        "tls.properties:2: error: certificates = file://conf/none.pem: "
                                + conf.resolve("none.pem")
                                + " doesn't exist; expected a PEM file that the user of the server can read");
    }

    @Test
    void anExternalEngineNeedsAnAddress() throws IOException {
        write("engines.properties", "cassandra.mode=external\ncassandra.contact.points=10.0.0.1:9042\n");

        assertThat(report())
                .containsExactly("engines.properties:1: error: cassandra.mode = external: an external cassandra needs"
                        + " cassandra.datacenter too");
    }

    @Test
    void aProcessorThatDropsMailIsRefused() throws IOException {
        replace(
                "mailetcontainer.xml",
                "<mailet match=\"All\" class=\"Null\"/>",
                "<mailet match=\"SenderIsNull\" class=\"Null\"/>");

        assertThat(report())
                .singleElement()
                .asString()
                .contains("bounces/mailet = Null: mail that reaches the end of a processor is deleted; expected"
                        + " match=\"All\"");
    }

    @Test
    void theStepThatRemovesBlindCopiesIsRequired() throws IOException {
        replace("mailetcontainer.xml", "<name>bcc</name>", "<prefix>bcc</prefix>");
        replace("mailetcontainer.xml", "class=\"RemoveMimeHeader\"", "class=\"RemoveMimeHeaderByPrefix\"");

        assertThat(report())
                .singleElement()
                .asString()
                .contains("transport/mailet = RemoveMimeHeader: missing; expected <mailet match=\"All\""
                        + " class=\"RemoveMimeHeader\"/>");
    }

    @Test
    void twoStepsThatAnswerAreOneTooMany() throws IOException {
        replace(
                "mailetcontainer.xml",
                "<mailet match=\"RecipientIsLocal\" class=\"org.waypost.mailets.autoreply.AutoReply\"/>",
                "<mailet match=\"RecipientIsLocal\" class=\"org.waypost.mailets.autoreply.AutoReply\"/>"
                        + "<mailet match=\"RecipientIsLocal\" class=\"VacationMailet\"/>");

        assertThat(report())
                .singleElement()
                .asString()
                .contains("VacationMailet: AutoReply stands there too, so senders would get two answers");
    }

    @Test
    void aStepThatAnswersIsRequired() throws IOException {
        String ours = "class=\"org.waypost.mailets.autoreply.AutoReply\"";
        replace("mailetcontainer.xml", ours, "class=\"VacationMailet\"");
        assertThat(report()).isEmpty();

        replace("mailetcontainer.xml", "class=\"VacationMailet\"", "class=\"LogMessage\"");
        assertThat(report()).singleElement().asString().contains("transport/mailet = AutoReply: missing");
    }

    @Test
    void unknownMailetsMatchersAndProcessorsAreFound() throws IOException {
        replace("mailetcontainer.xml", "class=\"PostmasterAlias\"", "class=\"PostmasterAlais\"");
        replace(
                "mailetcontainer.xml",
                "match=\"HostIsLocal\" class=\"ToProcessor\"",
                "match=\"HostIsLokal\" class=\"ToProcessor\"");
        replace("mailetcontainer.xml", "<processor>relay-denied</processor>", "<processor>relay-deny</processor>");

        assertThat(report()).hasSize(4);
        assertThat(String.join("\n", report()))
                .contains("root/mailet@class = PostmasterAlais: no such mailet on the class path")
                .contains("mailet@match = HostIsLokal: no such matcher on the class path")
                .contains("transport/mailet/processor = relay-deny: no processor has this name; did you mean"
                        + " relay-denied?")
                .contains("warning: processor@state = relay-denied: no step leads here");
    }

    @Test
    void theStartIsRefusedWithAReport() throws IOException {
        write("jmx.properties", "jmx.prot=1\n");

        assertThatThrownBy(() -> ConfigurationChecker.require(conf))
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessage("The configuration in " + conf + " has 1 error, so Waypost doesn't start:\n"
                        + "  jmx.properties:1: error: jmx.prot: unknown key; did you mean jmx.port?\n"
                        + "Mend the lines above and try: waypost config check");
    }

    @Test
    void aMissingFolderIsAFinding() {
        assertThat(ConfigurationChecker.check(conf.resolve("none")))
                .singleElement()
                .extracting(Finding::text)
                .asString()
                .contains("no such folder");
    }

    private List<String> report() {
        return ConfigurationChecker.check(conf).stream().map(Finding::text).toList();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(conf.resolve(file), text);
    }

    private void replace(String file, String old, String now) throws IOException {
        String text = Files.readString(conf.resolve(file));
        assertThat(text).contains(old);
        write(file, text.replace(old, now));
    }
}
