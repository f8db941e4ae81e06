package org.waypost.webadmin.challenge;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.waypost.accounts.challenge.ChallengeDesk;
import org.waypost.accounts.challenge.DigestDesk;
import org.waypost.accounts.challenge.KnownSender;
import org.waypost.accounts.challenge.KnownSender.How;
import org.waypost.accounts.challenge.KnownSenders;
import org.waypost.accounts.challenge.PendingMail;
import org.waypost.accounts.challenge.PendingMailStore;
import spark.HaltException;
import spark.Request;
import spark.Response;
import spark.Service;

/** The routes under {@code /waypost/challenge}; each is described in docs/webadmin.md. */
public final class ChallengeRoutes implements Routes {
    static final String BASE = "/waypost/challenge";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PENDING = BASE + "/pending";
    private static final String OF_USER = PENDING + "/:user";
    private static final String ONE = OF_USER + "/:id";
    private static final String CONFIRMED = BASE + "/confirmed/:user";
    private static final String SENDER = CONFIRMED + "/:sender";
    private static final int SHOWN = 64 * 1024;

    private final ChallengeDesk desk;
    private final DigestDesk digests;
    private final PendingMailStore pending;
    private final KnownSenders known;
    private final Clock clock;
    private final JsonTransformer json;

    @Inject
    ChallengeRoutes(
            ChallengeDesk desk,
            DigestDesk digests,
            PendingMailStore pending,
            KnownSenders known,
            Clock clock,
            JsonTransformer json) {
        this.desk = desk;
        this.digests = digests;
        this.pending = pending;
        this.known = known;
        this.clock = clock;
        this.json = json;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.get(PENDING, (request, response) -> users(), json);
        http.get(OF_USER, (request, response) -> list(user(request)), json);
        http.post(OF_USER, this::releaseSender, json);
        http.get(ONE, (request, response) -> shown(mail(request)), json);
        http.get(ONE + "/message", this::message);
        http.post(ONE, this::release, json);
        http.delete(ONE, this::discard);
        http.get(CONFIRMED, (request, response) -> senders(user(request)), json);
        http.put(SENDER, this::add);
        http.delete(SENDER, this::remove);
        http.post(BASE + "/digest/:user", this::digest, json);
    }

    private List<Map<String, Object>> users() {
        return pending.users()
                .concatMap(user -> pending.of(user).count().map(count -> {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("user", user.asString());
                    line.put("held", count);
                    return line;
                }))
                .collectList()
                .block(PATIENCE);
    }

    private List<Map<String, Object>> list(Username user) {
        return desk.held(user).stream().map(ChallengeRoutes::line).toList();
    }

    private static Map<String, Object> line(PendingMail mail) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", mail.id().toString());
        line.put("sender", mail.sender());
        line.put("subject", mail.subject());
        line.put("received", mail.received().toString());
        line.put("expires", mail.expires().toString());
        line.put("size", mail.size());
        line.put("challenged", mail.challenged());
        line.put("reason", mail.reason());
        return line;
    }

    private static Map<String, Object> shown(PendingMail mail) {
        Map<String, Object> all = line(mail);
        all.put("returnPath", mail.returnPath().map(MailAddress::asString).orElse(PendingMail.NOBODY));
        all.put("recipient", mail.recipient().asString());
        all.put("remoteHost", mail.remote().host());
        all.put("remoteAddress", mail.remote().address());
        return all;
    }

    /** The beginning of the message, as it is. */
    private String message(Request request, Response response) {
        byte[] content = desk.message(mail(request), SHOWN);
        response.type("text/plain; charset=utf-8");
        return new String(content, StandardCharsets.UTF_8);
    }

    private Map<String, Object> releaseSender(Request request, Response response) {
        requireRelease(request);
        MailAddress sender = address(required(request, "sender"), "sender");
        return released(desk.trust(user(request), KnownSender.normal(sender), How.ADMINISTRATOR));
    }

    private Map<String, Object> release(Request request, Response response) {
        requireRelease(request);
        PendingMail mail = mail(request);
        boolean remember = Boolean.parseBoolean(request.queryParamOrDefault("remember", "false"));
        return released(
                desk.release(mail.user(), mail.id(), remember ? Optional.of(How.ADMINISTRATOR) : Optional.empty()));
    }

    private static Map<String, Object> released(int count) {
        return Map.of("released", count);
    }

    private String discard(Request request, Response response) {
        PendingMail mail = mail(request);
        desk.discard(mail.user(), mail.id());
        response.status(204);
        return "";
    }

    private List<Map<String, Object>> senders(Username user) {
        return known.of(user)
                .sort(Comparator.comparing(KnownSender::address))
                .map(sender -> {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("sender", sender.address());
                    line.put("how", sender.how().name().toLowerCase(Locale.ROOT).replace('_', '-'));
                    line.put("since", sender.since().toString());
                    return line;
                })
                .collectList()
                .block(PATIENCE);
    }

    private String add(Request request, Response response) {
        KnownSender sender = new KnownSender(
                KnownSender.normal(address(request.params("sender"), "sender")),
                How.ADMINISTRATOR,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        known.add(user(request), sender).block(PATIENCE);
        response.status(204);
        return "";
    }

    private String remove(Request request, Response response) {
        known.remove(user(request), KnownSender.normal(address(request.params("sender"), "sender")))
                .block(PATIENCE);
        response.status(204);
        return "";
    }

    private Map<String, Object> digest(Request request, Response response) {
        return Map.of("sent", digests.digest(user(request)));
    }

    private PendingMail mail(Request request) {
        Username user = user(request);
        UUID id = id(request.params("id"));
        return desk.held(user, id)
                .orElseThrow(() ->
                        refused(404, ErrorType.NOT_FOUND, "No mail %s waits for %s", id.toString(), user.asString()));
    }

    private static void requireRelease(Request request) {
        String action = required(request, "action");
        if (!action.equals("release")) {
            throw refused(400, ErrorType.INVALID_ARGUMENT, "action is '%s', expected release", action);
        }
    }

    private static String required(Request request, String name) {
        return Optional.ofNullable(request.queryParams(name))
                .orElseThrow(() -> refused(400, ErrorType.INVALID_ARGUMENT, "%s is missing, expected a value", name));
    }

    private static Username user(Request request) {
        String name = request.params("user");
        try {
            return Username.of(name);
        } catch (IllegalArgumentException e) {
            throw refused(
                    400, ErrorType.INVALID_ARGUMENT, "user is '%s', expected a user such as bob@example.org", name);
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw refused(400, ErrorType.INVALID_ARGUMENT, "id is '%s', expected the id of a held mail", text);
        }
    }

    private static MailAddress address(String text, String name) {
        try {
            return new MailAddress(text);
        } catch (AddressException e) {
            throw refused(
                    400,
                    ErrorType.INVALID_ARGUMENT,
                    "%s is '%s', expected an address such as alice@example.net",
                    name,
                    text);
        }
    }

    private static HaltException refused(int status, ErrorType type, String words, Object... values) {
        return ErrorResponder.builder()
                .statusCode(status)
                .type(type)
                .message(words, values)
                .haltError();
    }
}
