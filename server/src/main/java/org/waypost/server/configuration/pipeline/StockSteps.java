package org.waypost.server.configuration.pipeline;

import static org.waypost.steps.Parameter.flag;
import static org.waypost.steps.Parameter.form;
import static org.waypost.steps.Parameter.number;
import static org.waypost.steps.Parameter.processor;
import static org.waypost.steps.Parameter.text;
import static org.waypost.steps.Parameter.words;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.waypost.server.configuration.pipeline.StepParameters.Condition;
import org.waypost.server.configuration.pipeline.StepParameters.Takes;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/** What may be said to those mailets and matchers of James that a pipeline commonly uses. Of others nothing is known. */
final class StockSteps {
    private static final Pattern REPOSITORY = Pattern.compile("[a-z][a-z0-9+.-]*://\\S+");
    private static final Pattern DELAYS = Pattern.compile(
            "\\s*(\\d+\\s*\\*\\s*)?\\d+\\s*[a-z]*\\s*(,\\s*" + "(\\d+\\s*\\*\\s*)?\\d+\\s*[a-z]*\\s*)*");
    private static final Pattern STATUS = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}|unknown");
    private static final Pattern SIZE = Pattern.compile("\\d{1,15}[kKmM]?");

    private static final Parameter<Boolean> PASS = flag("passThrough", "Whether the mail goes on to the next step too.")
            .orElse("false");
    private static final Parameter<Boolean> DEBUG =
            flag("debug", "Whether more is logged.").orElse("false");
    private static final Parameter<String> REPOSITORY_PATH = form(
            "repositoryPath", "Where the mail is kept.", "a repository such as cassandra://var/mail/kept/", REPOSITORY);

    private static final Map<String, Takes> MAILETS = Map.ofEntries(
            Map.entry("Null", none()),
            Map.entry("PostmasterAlias", none()),
            Map.entry("VacationMailet", none()),
            Map.entry("Sieve", none()),
            Map.entry("JMAPFiltering", none()),
            Map.entry("RecipientToLowerCase", none()),
            Map.entry("AddDeliveredToHeader", none()),
            Map.entry(
                    "ToProcessor",
                    takes(
                            processor("processor", "Where the mail goes."),
                            text("notice", "Why, added to the mail's error message.")
                                    .orNothing(),
                            DEBUG)),
            Map.entry("ToRepository", takes(REPOSITORY_PATH, PASS)),
            Map.entry(
                    "ToSenderDomainRepository",
                    takes(
                            form(
                                    "urlPrefix",
                                    "Where the mail is kept, before the domain.",
                                    "a repository such as cassandra://var/mail/kept/",
                                    REPOSITORY),
                            PASS,
                            flag("allowRepositoryCreation", "Whether missing repositories are made.")
                                    .orElse("true"))),
            Map.entry(
                    "RemoveMimeHeader",
                    takes(words("name", "Headers to remove.", "names of headers, separated by commas"))),
            Map.entry(
                    "RemoveMimeHeaderByPrefix",
                    takes(text("prefix", "The beginning of the names of headers to remove."))),
            Map.entry(
                    "RecipientRewriteTable",
                    takes(processor("errorProcessor", "Where mail goes whose alias can't be followed.")
                            .orElse("error"))),
            Map.entry("SetMimeHeader", takes(text("name", "The header."), text("value", "Its value."))),
            Map.entry("AddSubjectPrefix", takes(text("subjectPrefix", "What is put before the subject."))),
            Map.entry("AddFooter", takes(text("text", "What is put after the text."))),
            Map.entry("SetMailAttribute", new Takes(Parameters.of(), ".*")),
            Map.entry(
                    "ToSenderFolder",
                    takes(
                            text("folder", "The folder of the sender.").orElse("Sent"),
                            flag("consume", "Whether nothing is left for the next step.")
                                    .orElse("false"))),
            Map.entry(
                    "WithStorageDirective",
                    takes(
                            text("targetFolderName", "The folder of the recipient.")
                                    .orNothing(),
                            flag("seen", "Whether it is marked as read.").orNothing(),
                            flag("important", "Whether it is marked as important.")
                                    .orNothing(),
                            text("keywords", "Keywords to set.").orNothing(),
                            text("targetFolderNames", "Folders of the recipient.")
                                    .orNothing())),
            Map.entry(
                    "LogMessage",
                    takes(
                            flag("headers", "Whether headers are logged.").orElse("true"),
                            flag("body", "Whether the body is logged.").orElse("true"),
                            number("maxBody", "How much of it.", 0, Integer.MAX_VALUE)
                                    .orNothing(),
                            text("comment", "A word before it.").orNothing(),
                            text("level", "The level of the log.").orNothing(),
                            flag("passThrough", "Whether the mail goes on to the next step.")
                                    .orElse("true"))),
            Map.entry(
                    "DSNBounce",
                    takes(
                            DEBUG,
                            PASS,
                            text("messageString", "What the report says in words.")
                                    .orNothing(),
                            oneOf("attachment", "What of the mail is attached.", "none", "heads", "message")
                                    .orElse("message"),
                            text("sender", "The sender of the report.").orNothing(),
                            text("prefix", "What is put before the subject.").orNothing(),
                            oneOf(
                                            "action",
                                            "What became of the mail.",
                                            "delivered",
                                            "delayed",
                                            "failed",
                                            "expanded",
                                            "relayed")
                                    .orElse("failed"),
                            // RFC 3463 §2
                            form("defaultStatus", "The status where none is known.", "a status such as 5.0.0", STATUS)
                                    .orElse("unknown"))),
            Map.entry("RemoteDelivery", new Takes(remoteDelivery(), "mail\\..+")));

    private static final Set<String> WITHOUT_CONDITION = Set.of(
            "All",
            "RecipientIsLocal",
            "HostIsLocal",
            "SenderIsLocal",
            "SenderHostIsLocal",
            "SenderIsNull",
            "SMTPAuthSuccessful",
            "SMTPIsAuthNetwork",
            "SentByMailet",
            "SentByJmap",
            "IsOverQuota",
            "HasAttachment",
            "IsSingleRecipient",
            "IsSenderInRRTLoop",
            "IsRemoteDeliveryPermanentError",
            "IsRemoteDeliveryTemporaryError",
            "And",
            "Or",
            "Not",
            "Xor");

    private static final Map<String, Parameter<?>> CONDITIONS = Map.ofEntries(
            Map.entry("RelayLimit", number("limit", "The most servers that a mail may have passed.", 1, 10_000)),
            Map.entry("TooManyRecipients", number("limit", "The most recipients that a mail may have.", 1, 1_000_000)),
            Map.entry(
                    "SizeGreaterThan",
                    form("size", "The size that a mail must exceed.", "a size such as 500k or 20m", SIZE)),
            Map.entry("HostIs", hosts()),
            Map.entry("RecipientDomainIs", hosts()),
            Map.entry("SenderDomainIs", hosts()),
            Map.entry("SenderHostIs", hosts()),
            Map.entry("RecipientIs", addresses()),
            Map.entry("SenderIs", addresses()),
            Map.entry("SubjectIs", text("subject", "The subject.")),
            Map.entry("SubjectStartsWith", text("prefix", "The beginning of the subject.")),
            Map.entry("HasHeader", text("header", "A header, or header=value, several joined by +.")),
            Map.entry("HasMailAttribute", text("name", "The name of the attribute.")),
            Map.entry("RemoteAddrInNetwork", text("networks", "Networks, separated by commas.")),
            Map.entry("RemoteAddrNotInNetwork", text("networks", "Networks, separated by commas.")));

    private StockSteps() {}

    static Optional<Takes> mailet(String simpleName) {
        return Optional.ofNullable(MAILETS.get(simpleName));
    }

    static Optional<Condition> matcher(String simpleName) {
        if (WITHOUT_CONDITION.contains(simpleName)) {
            return Optional.of(new Condition(Optional.empty()));
        }
        return Optional.ofNullable(CONDITIONS.get(simpleName)).map(found -> new Condition(Optional.of(found)));
    }

    private static Parameters remoteDelivery() {
        return Parameters.of(
                text("outgoing", "The queue for mail to other servers.").orElse("outgoing"),
                form("delayTime", "When it is tried again.", "times such as 5 minutes, 2*1 hour, 26*4 hours", DELAYS)
                        .orElse("21600000"),
                number("maxRetries", "How often it is tried again.", 0, 10_000).orElse("5"),
                number("maxDnsProblemRetries", "How often, when the other server's name isn't found.", 0, 10_000)
                        .orElse("0"),
                number("timeout", "Milliseconds that an answer may take.", 1, Integer.MAX_VALUE)
                        .orElse("180000"),
                number("connectiontimeout", "Milliseconds that the connection may take.", 1, Integer.MAX_VALUE)
                        .orElse("60000"),
                flag("sendpartial", "Whether those recipients get it that the other server takes.")
                        .orElse("false"),
                processor("bounceProcessor", "Where mail goes that can't be delivered.")
                        .orNothing(),
                flag("startTLS", "Whether it is encrypted where the other server can (RFC 3207).")
                        .orElse("false"),
                flag("sslEnable", "Whether TLS is used from the start (RFC 8314 §3.3).")
                        .orElse("false"),
                flag("verifyServerIdentity", "Whether the name in the certificate is compared.")
                        .orElse("true"),
                text("heloName", "The name in EHLO (RFC 5321 §4.1.1.1).").orNothing(),
                text("bind", "The address from which it is sent.").orNothing(),
                words("gateway", "Servers through which all goes.", "host or host:port, separated by commas")
                        .orNothing(),
                number("gatewayPort", "Their port.", 1, 65_535).orElse("25"),
                text("gatewayUsername", "The user name there.").orNothing(),
                text("gatewayusername", "The same, in an older spelling.").orNothing(),
                text("gatewayPassword", "The password there.").orNothing(),
                flag("usePriority", "Whether mail with a higher priority goes first.")
                        .orElse("false"),
                flag("loadBalancing", "Whether gateways are taken in turn.").orElse("true"),
                processor("onSuccess", "The processor for mail that was delivered.")
                        .orNothing(),
                DEBUG);
    }

    private static Takes none() {
        return new Takes(Parameters.of(), "");
    }

    private static Takes takes(Parameter<?>... parameters) {
        return new Takes(Parameters.of(parameters), "");
    }

    private static Parameter<?> hosts() {
        return words("domains", "Domains.", "domains separated by commas");
    }

    private static Parameter<?> addresses() {
        return words("addresses", "Addresses.", "addresses separated by commas");
    }

    private static Parameter<String> oneOf(String name, String about, String... words) {
        return form(
                name, about, "one of " + String.join(", ", words), Pattern.compile("(?i)" + String.join("|", words)));
    }
}
