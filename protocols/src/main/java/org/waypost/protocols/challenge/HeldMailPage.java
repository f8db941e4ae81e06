package org.waypost.protocols.challenge;

import io.netty.handler.codec.http.HttpMethod;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.reactivestreams.Publisher;
import org.waypost.accounts.challenge.ChallengeDesk;
import org.waypost.accounts.challenge.ChallengeLinks;
import org.waypost.accounts.challenge.KnownSender.How;
import org.waypost.accounts.challenge.PendingMail;
import org.waypost.protocols.challenge.Html.Button;
import org.waypost.protocols.http.PublicPage;
import org.waypost.protocols.http.PublicRequest;
import org.waypost.protocols.http.PublicResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Where a user, with the link of a digest, sees what is held and has it delivered or deleted. Only buttons change something. */
public final class HeldMailPage implements PublicPage {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST = 200;

    private final ChallengeDesk desk;

    @Inject
    public HeldMailPage(ChallengeDesk desk) {
        this.desk = desk;
    }

    @Override
    public String path() {
        return ChallengeLinks.HELD;
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET, HttpMethod.POST);
    }

    @Override
    public Publisher<PublicResponse> answer(PublicRequest request) {
        return Mono.fromCallable(() -> page(request)).subscribeOn(Schedulers.boundedElastic());
    }

    private PublicResponse page(PublicRequest request) {
        String token = request.path().substring(ChallengeLinks.HELD.length());
        Optional<Username> user =
                request.parameter("user").flatMap(HeldMailPage::user).filter(name -> desk.opens(token, name));
        if (user.isEmpty()) {
            return PublicResponse.html(
                    404,
                    Html.page("Not found")
                            .paragraph(
                                    "This address is not valid, or no longer. Use the one of the latest list that you"
                                            + " got.")
                            .end());
        }
        String done = request.method().equals(HttpMethod.POST) ? act(user.get(), request) : "";
        return PublicResponse.html(200, list(user.get(), token, done));
    }

    private static Optional<Username> user(String name) {
        try {
            return Optional.of(Username.of(name));
        } catch (IllegalArgumentException e) {
            // A name that can't be a user's is nobody's.
            return Optional.empty();
        }
    }

    private String act(Username user, PublicRequest request) {
        Optional<UUID> id = request.parameter("mail").flatMap(HeldMailPage::id);
        String action = request.parameter("do").orElse("");
        if (id.isEmpty()) {
            return "That message is not here any more.";
        }
        return switch (action) {
            case "deliver" -> {
                int released = desk.release(user, id.get(), Optional.of(How.RELEASED));
                yield released > 0 ? "Delivered: " + released : "That message is not here any more.";
            }
            case "delete" -> desk.discard(user, id.get()) ? "Deleted." : "That message is not here any more.";
            default -> "Nothing was done.";
        };
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            // Not written by our form.
            return Optional.empty();
        }
    }

    private String list(Username user, String token, String done) {
        List<PendingMail> held = desk.held(user);
        Html page = Html.page("Mail that waits for " + user.asString());
        if (!done.isEmpty()) {
            page.paragraph(done);
        }
        page.paragraph(held.isEmpty() ? "Nothing waits." : "Waiting: " + held.size());
        held.stream().limit(MOST).forEach(mail -> page.heading(
                        mail.subject().isEmpty() ? "(no subject)" : mail.subject())
                .paragraph("From " + mail.sender() + ", " + MOMENT.format(mail.received()) + ", "
                        + (mail.challenged() ? "asked to confirm" : "not asked: " + mail.reason()))
                .form(
                        ChallengeLinks.HELD + token,
                        new String[] {"user", user.asString(), "mail", mail.id().toString()},
                        new Button("deliver", "Deliver, I know the sender"),
                        new Button("delete", "Delete")));
        if (held.size() > MOST) {
            page.paragraph("The latest " + MOST + " are shown.");
        }
        return page.end();
    }
}
