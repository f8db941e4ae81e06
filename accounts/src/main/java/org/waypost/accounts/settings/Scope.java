package org.waypost.accounts.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;

/** For whom a setting is made: the whole server, a domain, or one user. */
public sealed interface Scope {

    /** From the widest to the narrowest. */
    enum Level {
        SERVER,
        DOMAIN,
        USER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The whole server, that is all servers on one keyspace. */
    record OfServer() implements Scope {}

    /** A domain, and its users as far as they choose nothing else. */
    record OfDomain(Domain domain) implements Scope {}

    /** One user. */
    record OfUser(Username user) implements Scope {}

    static Scope server() {
        return new OfServer();
    }

    static Scope domain(Domain domain) {
        return new OfDomain(domain);
    }

    static Scope user(Username user) {
        return new OfUser(user);
    }

    default Level level() {
        if (this instanceof OfUser) {
            return Level.USER;
        }
        return this instanceof OfDomain ? Level.DOMAIN : Level.SERVER;
    }

    /** The scope from which this one inherits; the server inherits from nothing but the program's defaults. */
    default Optional<Scope> above() {
        if (this instanceof OfUser of) {
            return Optional.of(of.user().getDomainPart().map(Scope::domain).orElseGet(Scope::server));
        }
        return this instanceof OfDomain ? Optional.of(server()) : Optional.empty();
    }

    /** Server, domain, user: all scopes that count for this one, the widest first. */
    default List<Scope> chain() {
        return above().map(above ->
                        Stream.concat(above.chain().stream(), Stream.of(this)).toList())
                .orElseGet(() -> List.of(this));
    }

    /** {@code server}, {@code domain:example.org} or {@code user:bob@example.org}. */
    default String asString() {
        if (this instanceof OfUser of) {
            return "user:" + of.user().asString();
        }
        return this instanceof OfDomain of ? "domain:" + of.domain().asString() : "server";
    }

    /**
     * Reads what {@link #asString} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Scope parse(String text) {
        if (text.equals("server")) {
            return server();
        }
        if (text.startsWith("domain:")) {
            return domain(Domain.of(text.substring("domain:".length())));
        }
        if (text.startsWith("user:")) {
            return user(Username.of(text.substring("user:".length())));
        }
        throw new IllegalArgumentException(
                "'" + text + "' names no scope; expected server, domain:NAME or user:ADDRESS");
    }
}
