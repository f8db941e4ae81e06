package org.waypost.server.configuration.files;

import static org.waypost.server.configuration.schema.Key.optional;

import java.util.List;
import org.waypost.server.configuration.schema.Element;
import org.waypost.server.configuration.schema.Key;
import org.waypost.server.configuration.schema.Values;
import org.waypost.server.configuration.schema.XmlSchema;

/** The pipeline: processors, mailets and matchers. */
final class MailetContainerFile {
    private static final Element MATCHER = Element.group("matcher", "A named combination of matchers.")
            .many()
            .attributes(
                    optional("name", Values.word(), "none", "Name for the match attribute of mailets below."),
                    optional("match", Values.text(), "All", "A matcher, or And, Or, Not, Xor of those within."),
                    optional("notmatch", Values.text(), "none", "The opposite of match."))
            .with(Element.group("matcher", "A matcher that is combined.")
                    .many()
                    .withParameters()
                    .attributes(
                            optional("match", Values.text(), "All", "The matcher."),
                            optional("notmatch", Values.text(), "none", "The opposite of match.")));

    private static final Element MAILET = Element.group("mailet", "A step. Its children are parameters of its class.")
            .many()
            .withParameters()
            .attributes(
                    Key.required(
                            "class",
                            Values.className(),
                            "Class of the mailet; without a package: one of James or of Waypost."),
                    optional(
                            "match",
                            Values.text(),
                            "All",
                            "Matcher=condition that picks recipients; without a package: one of James or of Waypost."),
                    optional("notmatch", Values.text(), "none", "The opposite of match."))
            .with(List.of(
                    Element.value(
                            "onMailetException",
                            Values.word(),
                            "error",
                            "What happens when the mailet fails: a processor, ignore or propagate."),
                    Element.value(
                            "onMatchException",
                            Values.word(),
                            "error",
                            "What happens when the matcher fails: a processor, nomatch or matchall.")));

    static final XmlSchema SCHEMA = new XmlSchema(
            "mailetcontainer.xml",
            "What happens to a mail after it was accepted.",
            Element.group("mailetcontainer", "The pipeline.")
                    .attributes(
                            optional("enableJmx", Values.bool(), "true", "Whether figures of each step are in JMX."))
                    .with(
                            Element.group("context", "What mailets share.")
                                    .mandatory()
                                    .with(Element.value(
                                                    "postmaster",
                                                    Values.mailAddress(),
                                                    "postmaster at the default domain",
                                                    "Sender of bounces and reader of mail to the postmaster "
                                                            + "(RFC 5321 §4.5.1).")
                                            .mandatory()),
                            Element.group("spooler", "Takes mail from the queue.")
                                    .mandatory()
                                    .with(
                                            Element.value(
                                                    "threads",
                                                    Values.integer(0, 10_000),
                                                    "100",
                                                    "How many mails are processed at once; 0: none."),
                                            Element.value(
                                                    "errorRepository",
                                                    Values.matching(
                                                            "[a-z][a-z0-9+.-]*://\\S+",
                                                            "a repository such as cassandra://var/mail/error/"),
                                                    "none",
                                                    "Repository for mail that can't be processed at all.")),
                            Element.group("processors", "Processors.")
                                    .mandatory()
                                    .with(Element.group("processor", "A processor: a list of steps.")
                                            .many()
                                            .mandatory()
                                            .attributes(
                                                    Key.required("state", Values.word(), "Its name."),
                                                    optional(
                                                            "enableJmx",
                                                            Values.bool(),
                                                            "true",
                                                            "Whether figures of its steps are in JMX."))
                                            .with(MATCHER, MAILET))));

    private MailetContainerFile() {}
}
