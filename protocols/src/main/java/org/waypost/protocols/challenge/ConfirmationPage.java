package org.waypost.protocols.challenge;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;
import javax.inject.Inject;
import org.reactivestreams.Publisher;
import org.waypost.accounts.challenge.ChallengeDesk;
import org.waypost.accounts.challenge.ChallengeDesk.View;
import org.waypost.accounts.challenge.ChallengeLinks;
import org.waypost.accounts.challenge.KnownSender.How;
import org.waypost.accounts.challenge.SentChallenge;
import org.waypost.protocols.challenge.Html.Button;
import org.waypost.protocols.http.PublicPage;
import org.waypost.protocols.http.PublicRequest;
import org.waypost.protocols.http.PublicResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Where a sender confirms. To open the page changes nothing, for programs that look for malware follow links too; only its
 * button does (RFC 9110 §9.2.1).
 */
public final class ConfirmationPage implements PublicPage {
    private static final String[] NOTHING = {};

    private final ChallengeDesk desk;

    @Inject
    public ConfirmationPage(ChallengeDesk desk) {
        this.desk = desk;
    }

    @Override
    public String path() {
        return ChallengeLinks.PATH;
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
        String token = request.path().substring(ChallengeLinks.PATH.length());
        boolean posted = request.method().equals(HttpMethod.POST);
        View view = posted ? desk.confirm(token, How.LINK) : desk.look(token);
        return switch (view.state()) {
            case OPEN ->
                posted
                        ? thanks(view.challenge().orElseThrow())
                        : question(view.challenge().orElseThrow(), token);
            case CONFIRMED ->
                answer(200, "Confirmed already", "This was confirmed before. There is nothing left to do.");
            case EXPIRED ->
                answer(
                        410,
                        "Too late",
                        "The time to confirm is over, and the message was given up. Please write it again; you will then"
                                + " be asked anew.");
            case UNKNOWN ->
                answer(
                        404,
                        "Not found",
                        "There is nothing to confirm at this address. Please copy the whole address from the message that"
                                + " you got.");
        };
    }

    private static PublicResponse question(SentChallenge challenge, String token) {
        return PublicResponse.html(
                200,
                Html.page("Confirm your message")
                        .paragraph("A message from " + challenge.sender() + " to "
                                + challenge.user().asString() + " is waiting.")
                        .paragraph("If you wrote it, press the button to have it delivered.")
                        .form(ChallengeLinks.PATH + token, NOTHING, new Button("confirm", "I wrote it, deliver it"))
                        .paragraph("If you didn't, somebody used your address. Then close this page.")
                        .end());
    }

    private static PublicResponse thanks(SentChallenge challenge) {
        return answer(
                200,
                "Thank you",
                "Your messages to " + challenge.user().asString() + " are delivered now. You won't be asked again.");
    }

    private static PublicResponse answer(int status, String title, String words) {
        return PublicResponse.html(status, Html.page(title).paragraph(words).end());
    }
}
