package org.waypost.protocols.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.AuthCmdHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.protocols.netty.DelayedResponse;

/**
 * AUTH (RFC 4954) with PLAIN (RFC 4616), LOGIN, and James' bearer tokens (RFC 7628). It is refused in clear, not only
 * left out of the announcement; a failure is answered late, without holding a thread, and after a few the connection
 * ends. Stock James checks none of this.
 */
public final class AuthHandler extends AuthCmdHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(AuthHandler.class);
    private static final AttachmentKey<Integer> FAILURES = AttachmentKey.of("waypostAuthFailures", Integer.class);
    private static final String EMPTY = "=";

    private static final Response NOT_OFFERED = answer("502", "5.5.1 Authentication is not offered here");
    private static final Response TLS_FIRST =
            answer(SMTPRetCode.AUTH_ENCRYPTION_REQUIRED, "5.7.11 Encryption required for authentication");
    private static final Response ALREADY = answer(SMTPRetCode.BAD_SEQUENCE, "5.5.1 Already authenticated");
    private static final Response IN_TRANSACTION =
            answer(SMTPRetCode.BAD_SEQUENCE, "5.5.1 No authentication while a message is under way");
    private static final Response NO_MECHANISM =
            answer(SMTPRetCode.SYNTAX_ERROR_ARGUMENTS, "5.5.4 Usage: AUTH mechanism");
    private static final Response UNKNOWN =
            answer(SMTPRetCode.PARAMETER_NOT_IMPLEMENTED, "5.5.4 Unknown authentication mechanism");
    private static final Response CANCELLED =
            answer(SMTPRetCode.SYNTAX_ERROR_ARGUMENTS, "5.7.0 Authentication cancelled");
    private static final Response NOT_DECODED =
            answer(SMTPRetCode.SYNTAX_ERROR_ARGUMENTS, "5.5.2 The response can't be decoded");

    @Override
    public Response onCommand(SMTPSession session, Request request) {
        AuthRules rules = ListenerRules.of(session).auth();
        if (!rules.offered()) {
            return NOT_OFFERED;
        }
        if (rules.tlsRequired() && !session.isTLSStarted()) {
            return TLS_FIRST;
        }
        if (session.getUsername() != null) {
            return ALREADY;
        }
        if (session.getAttachment(SMTPSession.SENDER, State.Transaction).isPresent()) {
            return IN_TRANSACTION;
        }
        String argument =
                request.getArgument() == null ? "" : request.getArgument().trim();
        if (argument.isEmpty()) {
            return NO_MECHANISM;
        }
        int space = argument.indexOf(' ');
        String mechanism = (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
        String initial = space < 0 ? null : argument.substring(space + 1).trim();
        return switch (mechanism) {
            case AUTH_TYPE_PLAIN ->
                session.getConfiguration().isPlainAuthEnabled()
                        ? first(session, initial, "", response -> plain(session, response))
                        : UNKNOWN;
            case AUTH_TYPE_LOGIN ->
                session.getConfiguration().isPlainAuthEnabled()
                        ? first(session, initial, "VXNlcm5hbWU6", user -> loginPassword(session, user))
                        : UNKNOWN;
            case AUTH_TYPE_OAUTHBEARER, AUTH_TYPE_XOAUTH2 -> bearer(session, request);
            default -> UNKNOWN;
        };
    }

    private static Response first(
            SMTPSession session, String initial, String challenge, Function<String, Response> then) {
        if (initial != null) {
            // RFC 4954 §4: a single "=" is an empty initial response.
            return decoded(initial.equals(EMPTY) ? "" : initial, then);
        }
        return ask(session, challenge, then);
    }

    private static Response ask(SMTPSession session, String challenge, Function<String, Response> then) {
        session.pushLineHandler((SMTPSession same, byte[] line) -> {
            same.popLineHandler();
            String text = new String(line, StandardCharsets.US_ASCII).trim();
            return text.equals("*") ? CANCELLED : decoded(text, then);
        });
        return new SMTPResponse(SMTPRetCode.AUTH_READY, challenge);
    }

    private static Response decoded(String base64, Function<String, Response> then) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            LOGGER.debug("an authentication response is no base64", e);
            return NOT_DECODED;
        }
        return then.apply(new String(bytes, StandardCharsets.UTF_8));
    }

    private Response plain(SMTPSession session, String response) {
        // RFC 4616 §2: [authzid] NUL authcid NUL passwd
        String[] parts = response.split("\0", -1);
        if (parts.length != 3) {
            return NOT_DECODED;
        }
        if (!parts[0].isEmpty() && !parts[0].equalsIgnoreCase(parts[1])) {
            return failed(session, AUTH_TYPE_PLAIN, parts[1]);
        }
        return check(session, AUTH_TYPE_PLAIN, parts[1], parts[2]);
    }

    private Response loginPassword(SMTPSession session, String user) {
        return ask(session, "UGFzc3dvcmQ6", password -> check(session, AUTH_TYPE_LOGIN, user, password));
    }

    private Response check(SMTPSession session, String mechanism, String user, String password) {
        Username username;
        try {
            username = Username.of(user);
        } catch (IllegalArgumentException e) {
            LOGGER.debug("no user can have this name", e);
            return failed(session, mechanism, user);
        }
        Response response = doAuthTest(session, username, password, mechanism);
        return switch (response.getRetCode()) {
            case SMTPRetCode.AUTH_OK -> response;
            case SMTPRetCode.AUTH_FAILED -> failed(session, mechanism, user);
            default -> delayed(session, response);
        };
    }

    private Response bearer(SMTPSession session, Request request) {
        Response response = super.onCommand(session, request);
        if (response.getRetCode().equals(SMTPRetCode.AUTH_READY)) {
            // RFC 7628 §3.2.3: the token was refused, the client must still send a line to hear 535.
            countFailure(session, AUTH_TYPE_OAUTHBEARER, "");
            return delayed(session, response);
        }
        return response;
    }

    private static Response failed(SMTPSession session, String mechanism, String user) {
        int failures = countFailure(session, mechanism, user);
        if (failures >= ListenerRules.of(session).auth().maxFailures()) {
            SMTPResponse last = new SMTPResponse(SMTPRetCode.SERVICE_NOT_AVAILABLE, "4.7.0 Too many failed logins");
            last.setEndSession(true);
            return delayed(session, last);
        }
        return delayed(session, answer(SMTPRetCode.AUTH_FAILED, "5.7.8 Authentication failed"));
    }

    private static int countFailure(SMTPSession session, String mechanism, String user) {
        int failures = session.getAttachment(FAILURES, State.Connection).orElse(0) + 1;
        session.setAttachment(FAILURES, failures, State.Connection);
        LOGGER.warn(
                "authentication failed: client={} mechanism={} user={} failures={}",
                session.getRemoteAddress().getAddress().getHostAddress(),
                mechanism,
                user.replaceAll("[^\\p{Graph}]", "?"),
                failures);
        return failures;
    }

    private static Response delayed(SMTPSession session, Response response) {
        return new DelayedResponse(response, ListenerRules.of(session).auth().failureDelay());
    }

    @Override
    protected Response doDelegation(SMTPSession session, Username username) {
        // Never by a name alone.
        return failed(session, AUTH_TYPE_PLAIN, username.asString());
    }

    @Override
    public List<String> getImplementedEsmtpFeatures(SMTPSession session) {
        AuthRules rules = ListenerRules.of(session).auth();
        if (!rules.offered() || (rules.tlsRequired() && !session.isTLSStarted()) || !session.isAuthAnnounced()) {
            return List.of();
        }
        List<String> mechanisms = new ArrayList<>();
        if (session.getConfiguration().isPlainAuthEnabled()) {
            mechanisms.add(AUTH_TYPE_PLAIN);
            mechanisms.add(AUTH_TYPE_LOGIN);
        }
        if (session.getConfiguration().saslConfiguration().isPresent()) {
            mechanisms.add(AUTH_TYPE_OAUTHBEARER);
            mechanisms.add(AUTH_TYPE_XOAUTH2);
        }
        return mechanisms.isEmpty() ? List.of() : List.of("AUTH " + String.join(" ", mechanisms));
    }

    private static Response answer(String code, String text) {
        return new SMTPResponse(code, text).immutable();
    }
}
