package org.waypost.webadmin.senders;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.inject.Inject;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.waypost.accounts.settings.Scope;
import org.waypost.policy.dns.AskedDns;
import org.waypost.policy.dns.Dns;
import org.waypost.policy.sender.DkimResult;
import org.waypost.policy.sender.Judgement;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.SenderLists;
import org.waypost.policy.sender.SenderReport;
import org.waypost.policy.sender.SenderVerifier;
import org.waypost.policy.sender.SpfResult;
import org.waypost.policy.sender.Stranger;
import spark.Request;
import spark.Response;
import spark.Service;

/** The route {@code /waypost/senders/check}; it is described in docs/webadmin.md. */
public final class SenderRoutes implements Routes {
    private static final String BASE = "/waypost/senders";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SenderVerifier verifier;
    private final SenderLists lists;
    private final Dns dns;
    private final JsonTransformer json;

    @Inject
    SenderRoutes(SenderVerifier verifier, SenderLists lists, Dns dns, JsonTransformer json) {
        this.verifier = verifier;
        this.lists = lists;
        this.dns = dns;
        this.json = json;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.post(BASE + "/check", this::check, json);
    }

    /** SPF, as in the log. */
    record Spf(String result, String identity, String domain, String reason) {}

    /** A signature. */
    record Dkim(String result, String domain, String selector, String algorithm, String reason) {}

    /** What was asked of the DNS, in that order. */
    record Asked(String type, String name, String outcome, List<String> records) {}

    /**
     * All of it.
     *
     * @param listing what the lists say of the sender to the user, as allowed, blocked or unlisted and by whom; {@code null}
     *                without a user
     */
    record Checked(Spf spf, List<Dkim> dkim, String listing, List<Asked> dns) {}

    private Checked check(Request request, Response response) {
        SenderQuestion question = SenderQuestion.of(request.body());
        AskedDns asked = new AskedDns(dns);
        SenderVerifier asking = verifier.asking(asked);
        SpfResult spf = asking.spf(question.client(), question.helo(), question.sender())
                .block(PATIENCE);
        List<DkimResult> dkim = question.message()
                .map(message ->
                        asking.dkim(() -> new ByteArrayInputStream(message)).block(PATIENCE))
                .orElse(List.of());
        return new Checked(
                new Spf(spf.verdict().word(), word(spf.identity()), spf.domain(), spf.reason()),
                dkim.stream().map(SenderRoutes::shown).toList(),
                listing(question, new SenderReport(spf, dkim)),
                asked.asked().stream().map(SenderRoutes::shown).toList());
    }

    private static String word(SpfResult.Identity identity) {
        return identity == SpfResult.Identity.HELO ? "helo" : "mailfrom";
    }

    private static Dkim shown(DkimResult result) {
        return new Dkim(
                result.verdict().word(), result.domain(), result.selector(), result.algorithm(), result.reason());
    }

    private static Asked shown(AskedDns.Asked asked) {
        return new Asked(
                asked.type().name(),
                asked.name(),
                asked.answer().outcome().name(),
                asked.answer().values());
    }

    private String listing(SenderQuestion question, SenderReport report) {
        if (question.to().isEmpty()) {
            return null;
        }
        SenderFacts facts = report.facts(question.client().getHostAddress());
        Stranger stranger = new Stranger(
                facts.client(),
                java.util.Optional.of(question.helo()).filter(helo -> !helo.isEmpty()),
                question.sender(),
                question.message().map(SenderRoutes::authors).orElse(List.of()));
        Judgement judgement =
                lists.judge(stranger, facts, Scope.user(question.to().get())).block(PATIENCE);
        return judgement.inWords();
    }

    private static List<MailAddress> authors(byte[] message) {
        try {
            return Stranger.authors(
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message)));
        } catch (MessagingException e) {
            throw new UncheckedIOException(new IOException("the message can't be read", e));
        }
    }
}
