package org.waypost.webadmin.senders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Base64;
import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.webadmin.utils.ErrorResponder;

/**
 * Which message somebody asks about.
 *
 * @param client  the address of the client
 * @param helo    the name by which it would greet; empty for none
 * @param sender  the envelope's sender
 * @param to      the user whose lists count; absent for none
 * @param message the message, absent for SPF alone
 */
record SenderQuestion(
        InetAddress client, String helo, MaybeSender sender, Optional<Username> to, Optional<byte[]> message) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** As it stands in the body of a request; what is left out is {@code null}. */
    private record Body(String client, String helo, String from, String to, String message) {}

    /** Reads the body of a request, or answers it with 400 that names field, value and expectation. */
    static SenderQuestion of(String json) {
        Body body;
        try {
            body = JSON.readValue(json.isEmpty() ? "{}" : json, Body.class);
        } catch (JsonProcessingException e) {
            throw wrong(
                    "body",
                    e.getOriginalMessage(),
                    "a JSON object with client, from and, if wanted, helo, to, message");
        }
        if (body.client() == null || !InetAddresses.isInetAddress(body.client())) {
            throw wrong("client", body.client(), "an IPv4 or IPv6 address");
        }
        if (body.from() == null) {
            throw wrong("from", null, "a mail address, or <> for none");
        }
        return new SenderQuestion(
                InetAddresses.forString(body.client()),
                body.helo() == null ? "" : body.helo().trim(),
                sender(body.from().trim()),
                Optional.ofNullable(body.to()).map(SenderQuestion::user),
                Optional.ofNullable(body.message()).map(SenderQuestion::bytes));
    }

    private static MaybeSender sender(String from) {
        if (from.isEmpty() || from.equals("<>")) {
            return MaybeSender.nullSender();
        }
        try {
            return MaybeSender.of(new MailAddress(from));
        } catch (AddressException e) {
            throw wrong("from", from, "a mail address, or <> for none");
        }
    }

    private static Username user(String to) {
        try {
            return Username.of(to);
        } catch (IllegalArgumentException e) {
            throw wrong("to", to, "a user");
        }
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw wrong("message", "(not shown)", "base64");
        }
    }

    private static RuntimeException wrong(String field, String value, String expected) {
        return ErrorResponder.builder()
                .statusCode(400)
                .type(ErrorResponder.ErrorType.INVALID_ARGUMENT)
                .message("%s is %s, expected %s", field, value == null ? "missing" : "'" + value + "'", expected)
                .haltError();
    }
}
