package org.waypost.server.configuration.files;

import static org.waypost.server.configuration.schema.Key.optional;

import java.util.List;
import org.waypost.server.configuration.schema.Element;
import org.waypost.server.configuration.schema.PropertiesSchema;
import org.waypost.server.configuration.schema.Values;
import org.waypost.server.configuration.schema.XmlSchema;

/** Users, domains and how recipients are rewritten. */
final class AccountFiles {
    static final XmlSchema USERS = new XmlSchema(
            "usersrepository.xml",
            "Where users and their passwords are: in Cassandra, or in an LDAP directory.",
            Element.group("usersrepository", "Users.")
                    .attributes(
                            optional(
                                    "name",
                                    Values.word(),
                                    "LocalUsers",
                                    "Name of the repository; has no effect, kept from James."),
                            optional(
                                    "class",
                                    Values.className(),
                                    "Cassandra",
                                    "org.apache.james.user.ldap.ReadOnlyUsersLDAPRepository for LDAP."),
                            optional(
                                    "ldapHost",
                                    Values.url("ldap", "ldaps").list(),
                                    "none",
                                    "LDAP: address of the directory, ldaps:// for TLS."),
                            optional("principal", Values.any(), "none", "LDAP: the entry to bind as when searching."),
                            optional("credentials", Values.secret().orEmpty(), "none", "LDAP: its password."),
                            optional("userBase", Values.text(), "none", "LDAP: where users are searched."),
                            optional(
                                    "userIdAttribute",
                                    Values.word(),
                                    "none",
                                    "LDAP: the attribute that holds the user name (the address with virtual hosting)."),
                            optional("userObjectClass", Values.word(), "none", "LDAP: object class of users."),
                            optional(
                                    "connectionTimeout",
                                    Values.integer(0, Integer.MAX_VALUE),
                                    "0: that of the system",
                                    "LDAP: how long connecting may take, in milliseconds."),
                            optional(
                                    "readTimeout",
                                    Values.integer(0, Integer.MAX_VALUE),
                                    "0: no limit",
                                    "LDAP: how long an answer may take, in milliseconds."),
                            optional("poolSize", Values.integer(1, 1000), "4", "LDAP: number of connections."),
                            optional("filter", Values.text(), "none", "LDAP: filter that users must match too."),
                            optional(
                                    "trustAllCerts",
                                    Values.bool(),
                                    "false",
                                    "LDAP: whether any certificate is taken; leave it off."),
                            optional(
                                    "administratorId",
                                    Values.mailAddress(),
                                    "none",
                                    "LDAP: a user who may log in as any other."))
                    .with(
                            Element.value(
                                    "enableVirtualHosting",
                                    Values.bool(),
                                    "true",
                                    "Whether a user name is an address: user@domain."),
                            Element.value(
                                    "supportsVirtualHosting",
                                    Values.bool(),
                                    "false",
                                    "LDAP: the same, for LDAP; set both."),
                            Element.value(
                                    "algorithm",
                                    Values.matching(
                                            "PBKDF2-SHA512-\\d+-\\d+(/(plain|salted|legacy|legacy_salted))?",
                                            "PBKDF2-SHA512-ITERATIONS-BITS"),
                                    "PBKDF2-SHA512",
                                    "How passwords are hashed; old hashes stay valid until the next change."),
                            Element.value(
                                    "hashingMode",
                                    Values.oneOfAnyCase("plain", "salted", "legacy", "legacy_salted"),
                                    "plain",
                                    "How hashes without a mode of their own are read; salted is right here."),
                            Element.value(
                                    "verifyFailureDelay",
                                    Values.duration("milliseconds"),
                                    "0",
                                    "Wait before a wrong password is refused."),
                            Element.value(
                                    "administratorId",
                                    Values.mailAddress(),
                                    "none",
                                    "A user who may log in as any other."),
                            Element.group("restriction", "LDAP: groups whose members may log in.")
                                    .attributes(optional(
                                            "memberAttribute",
                                            Values.word(),
                                            "none",
                                            "Attribute of the group that names members."))
                                    .with(Element.value("group", Values.text(), "", "Entry of a group.")
                                            .many()),
                            Element.group("domains", "LDAP: an own search base for a domain.")
                                    .with(Element.value(
                                                    "*",
                                                    Values.text(),
                                                    "userBase",
                                                    "Search base of the domain that the element is named for.")
                                            .many())));

    static final XmlSchema DOMAINS = new XmlSchema(
            "domainlist.xml",
            "Domains for which this server receives mail. Add yours with: waypost domain add.",
            Element.group("domainlist", "Domains.")
                    .attributes(optional("class", Values.className(), "Cassandra", "Has no effect, kept from James."))
                    .with(
                            Element.value(
                                    "autodetect",
                                    Values.bool(),
                                    "true",
                                    "Whether the name of the machine is a domain too."),
                            Element.value(
                                    "autodetectIP",
                                    Values.bool(),
                                    "true",
                                    "Whether the addresses of the machine are domains too."),
                            Element.value(
                                    "defaultDomain",
                                    Values.domain(),
                                    "localhost",
                                    "Domain of addresses that have none."),
                            Element.group("domainnames", "Domains that are made at the start.")
                                    .with(Element.value("domainname", Values.domain(), "", "A domain.")
                                            .many()),
                            Element.group("read", "Reading.")
                                    .with(Element.group("cache", "Cache of the list.")
                                            .with(
                                                    Element.value(
                                                            "enable",
                                                            Values.bool(),
                                                            "false",
                                                            "Whether the list is remembered."),
                                                    Element.value(
                                                            "expiracy",
                                                            Values.duration("seconds"),
                                                            "10s",
                                                            "For how long. The spelling is that of James.")))));

    static final XmlSchema REWRITING = new XmlSchema(
            "recipientrewritetable.xml",
            "How aliases, forwards and groups are followed.",
            Element.group("recipientrewritetable", "Rewriting.")
                    .attributes(optional("class", Values.className(), "Cassandra", "Has no effect, kept from James."))
                    .with(
                            Element.value(
                                    "recursiveMapping",
                                    Values.bool(),
                                    "true",
                                    "Whether the result of a mapping is mapped again."),
                            Element.value(
                                    "mappingLimit",
                                    Values.integer(1, 1000),
                                    "10",
                                    "How often at most; more is taken for a loop.")));

    static final PropertiesSchema FORWARD = new PropertiesSchema(
            "forward.properties",
            "How forwarded mail leaves for other servers.",
            List.of(
                    optional(
                            "srs.domain",
                            Values.domain().or("auto"),
                            "auto: that of the address that forwards",
                            "Domain of rewritten senders, one of this server's."),
                    optional(
                            "srs.valid",
                            Values.duration("days"),
                            "21d",
                            "How long after forwarding a bounce is taken back, from 1d to 365d.")));

    private AccountFiles() {}
}
