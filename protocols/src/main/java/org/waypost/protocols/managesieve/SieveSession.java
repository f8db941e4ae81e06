package org.waypost.protocols.managesieve;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.BadCredentialsException;
import org.apache.james.mailbox.exception.ForbiddenDelegationException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.UserDoesNotExistException;
import org.apache.james.sieverepository.api.ScriptName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.protocols.login.LoginFailures;
import org.waypost.protocols.login.PlainCredentials;

/** What one client has said so far, and the answers to what it says next. Used by one thread at a time. */
final class SieveSession {

    /** What the connection is like at the moment of a command. */
    interface Connection {
        /** Whether it is encrypted. */
        boolean isSecure();

        /** Whether it can be. */
        boolean offersStartTls();

        /** The client's address, behind a balancer too. */
        InetAddress client();
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(SieveSession.class);
    private static final int MOST_PROBLEMS = 10;

    private final SieveScripts scripts;
    private final MailboxManager accounts;
    private final LoginFailures clients;
    private final boolean tlsRequired;
    private final Connection connection;

    private Username user;
    private boolean awaitsCredentials;
    private int failures;
    private int problems;

    SieveSession(
            SieveScripts scripts,
            MailboxManager accounts,
            LoginFailures clients,
            boolean tlsRequired,
            Connection connection) {
        this.scripts = scripts;
        this.accounts = accounts;
        this.clients = clients;
        this.tlsRequired = tlsRequired;
        this.connection = connection;
    }

    boolean isAuthenticated() {
        return user != null;
    }

    /** What the client hears first, and again when TLS is on (RFC 5804 §1.7, §2.2). */
    Reply greeting() {
        return Reply.data(capabilities());
    }

    private String capabilities() {
        StringBuilder lines = new StringBuilder();
        capability(lines, "IMPLEMENTATION", "Waypost");
        capability(lines, "VERSION", "1.0");
        // RFC 5804 §1.7: an empty list when there is no mechanism before STARTTLS.
        capability(lines, "SASL", needsTls() ? "" : "PLAIN");
        capability(lines, "SIEVE", String.join(" ", scripts.extensions()));
        if (connection.offersStartTls() && !connection.isSecure()) {
            lines.append("\"STARTTLS\"\r\n");
        }
        lines.append("\"UNAUTHENTICATE\"\r\n");
        if (user != null) {
            capability(lines, "OWNER", user.asString());
        }
        return lines.toString();
    }

    private static void capability(StringBuilder lines, String name, String value) {
        lines.append('"')
                .append(name)
                .append("\" ")
                .append(SieveSyntax.string(value))
                .append("\r\n");
    }

    private boolean needsTls() {
        return tlsRequired && !connection.isSecure();
    }

    /** The answer to a command. */
    Reply answer(SieveCommand command) {
        if (awaitsCredentials) {
            awaitsCredentials = false;
            return credentials(command);
        }
        if (command.problem() != null) {
            return problem(command.problem());
        }
        if (command.tooLarge()) {
            return Reply.no("QUOTA/MAXSIZE", "The script is too large");
        }
        return switch (command.verb()) {
            case "CAPABILITY" -> greeting();
            case "NOOP" -> noop(command);
            case "LOGOUT" -> Reply.ok("Bye").then(Reply.Then.CLOSE);
            case "STARTTLS" -> startTls();
            case "AUTHENTICATE" -> authenticate(command);
            case "UNAUTHENTICATE" ->
                loggedIn(command, 0, names -> {
                    user = null;
                    return Reply.ok();
                });
            case "LISTSCRIPTS" -> loggedIn(command, 0, names -> scripts.list(user));
            case "HAVESPACE" -> haveSpace(command);
            case "PUTSCRIPT" ->
                loggedIn(
                        command,
                        2,
                        words -> named(
                                words.get(0),
                                name -> scripts.put(user, name, words.get(1).text())));
            case "CHECKSCRIPT" ->
                loggedIn(command, 1, words -> scripts.check(words.get(0).text()));
            case "SETACTIVE" ->
                loggedIn(
                        command,
                        1,
                        words -> words.get(0).text().isEmpty()
                                ? scripts.activate(user, "")
                                : named(words.get(0), name -> scripts.activate(user, name.getValue())));
            case "GETSCRIPT" -> loggedIn(command, 1, words -> named(words.get(0), name -> scripts.get(user, name)));
            case "DELETESCRIPT" ->
                loggedIn(command, 1, words -> named(words.get(0), name -> scripts.delete(user, name)));
            case "RENAMESCRIPT" ->
                loggedIn(
                        command,
                        2,
                        words ->
                                named(words.get(0), from -> named(words.get(1), to -> scripts.rename(user, from, to))));
            default -> problem("There is no such command");
        };
    }

    private Reply problem(String text) {
        problems++;
        return problems > MOST_PROBLEMS ? Reply.bye("Too many commands were wrong") : Reply.no(text);
    }

    private Reply loggedIn(SieveCommand command, int strings, Function<List<Argument>, Reply> then) {
        if (user == null) {
            return problem("Log in first");
        }
        List<Argument> parameters = command.parameters();
        if (parameters.size() != strings || !parameters.stream().allMatch(Argument::isString)) {
            return problem(command.verb() + " has " + strings + " strings as arguments");
        }
        return then.apply(parameters);
    }

    private Reply haveSpace(SieveCommand command) {
        List<Argument> parameters = command.parameters();
        if (user == null) {
            return problem("Log in first");
        }
        // RFC 5804 §4: number is of 32 bits.
        if (parameters.size() != 2
                || !parameters.get(0).isString()
                || !parameters.get(1).text().matches("\\d{1,10}")) {
            return problem("HAVESPACE has a name and a number as arguments");
        }
        long size = Long.parseLong(parameters.get(1).text());
        return named(parameters.get(0), name -> scripts.haveSpace(user, name, size));
    }

    private Reply named(Argument argument, Function<ScriptName, Reply> then) {
        return ScriptNames.problem(argument.text())
                .map(Reply::no)
                .orElseGet(() -> then.apply(new ScriptName(argument.text())));
    }

    private static Reply noop(SieveCommand command) {
        List<Argument> parameters = command.parameters();
        if (parameters.isEmpty()) {
            return Reply.ok("NOOP completed");
        }
        // RFC 5804 §2.13: the tag comes back, as a string.
        return Reply.raw("OK (TAG " + SieveSyntax.string(parameters.get(0).text()) + ") \"Done\"");
    }

    private Reply startTls() {
        if (connection.isSecure()) {
            return problem("TLS is on");
        }
        if (!connection.offersStartTls()) {
            return problem("This server has no TLS");
        }
        if (user != null) {
            return problem("STARTTLS comes before AUTHENTICATE");
        }
        return Reply.ok("Begin TLS now").then(Reply.Then.TLS);
    }

    private Reply authenticate(SieveCommand command) {
        List<Argument> parameters = command.parameters();
        if (user != null) {
            return problem("You are logged in");
        }
        if (needsTls()) {
            // RFC 5804 §1.3: ENCRYPT-NEEDED tells the client to use STARTTLS first.
            return Reply.no("ENCRYPT-NEEDED", "Use STARTTLS before you log in");
        }
        if (parameters.isEmpty() || parameters.size() > 2 || !parameters.get(0).isString()) {
            return problem("AUTHENTICATE has a mechanism and may have a response as arguments");
        }
        if (!parameters.get(0).text().equalsIgnoreCase("PLAIN")) {
            return Reply.no("The only mechanism is PLAIN");
        }
        if (parameters.size() == 2) {
            return logIn(parameters.get(1).text());
        }
        awaitsCredentials = true;
        // RFC 5804 §2.1: a challenge is a string, for PLAIN an empty one.
        return Reply.raw("\"\"");
    }

    private Reply credentials(SieveCommand line) {
        List<Argument> said = line.arguments();
        if (line.problem() != null || line.tooLarge() || said.size() != 1) {
            return problem("One string was expected");
        }
        // RFC 5804 §2.1: "*" cancels.
        return said.get(0).text().equals("*")
                ? Reply.no("Cancelled")
                : logIn(said.get(0).text());
    }

    private Reply logIn(String response) {
        Optional<PlainCredentials> credentials = PlainCredentials.fromBase64(response);
        try {
            if (credentials.isPresent()) {
                MailboxSession account = account(credentials.get());
                user = account.getUser();
                return Reply.ok();
            }
        } catch (BadCredentialsException | UserDoesNotExistException | ForbiddenDelegationException e) {
            LOGGER.debug("Log-in as {} failed", credentials.get(), e);
        } catch (MailboxException e) {
            LOGGER.error("Can't check the password of {}", credentials.get(), e);
            return Reply.no("TRYLATER", "The password can't be checked now");
        }
        failures++;
        Reply no = failures < LoginFailures.MOST_ON_A_CONNECTION
                ? Reply.no("Wrong user or password")
                : Reply.bye("Too many failed log-ins");
        return no.after(clients.failed("ManageSieve", connection.client()));
    }

    private MailboxSession account(PlainCredentials credentials) throws MailboxException {
        var step = accounts.authenticate(credentials.user(), credentials.password());
        return credentials.isDelegation() ? step.as(credentials.authorization()) : step.withoutDelegation();
    }
}
