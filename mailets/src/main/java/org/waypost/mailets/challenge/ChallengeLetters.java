package org.waypost.mailets.challenge;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.waypost.accounts.challenge.ChallengeTexts;
import org.waypost.accounts.challenge.PendingMail;
import org.waypost.accounts.challenge.Wording;
import org.waypost.notices.Notice;
import org.waypost.notices.Template;

/** Writes challenges and digests. */
final class ChallengeLetters {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST_LISTED = 200;

    private static final Wording BY_PAGE_OR_REPLY = new Wording(
            "Please confirm your message to {{user}}",
            """
            Your message to {{user}} has arrived and is waiting.

            {{user}} asks whoever writes for the first time to confirm that they are a person.
            Please open this page and press its button:

              {{link}}

            or just answer this message. Your message is delivered then, and later ones too.
            After {{days}} days it is given up.

            If you wrote no message to {{user}}, somebody used your address. Then there is
            nothing to do.
            """,
            null);

    private static final Wording BY_REPLY = new Wording(
            "Please confirm your message to {{user}}",
            """
            Your message to {{user}} has arrived and is waiting.

            {{user}} asks whoever writes for the first time to confirm that they are a person.
            Please just answer this message. Your message is delivered then, and later ones too.
            After {{days}} days it is given up.

            If you wrote no message to {{user}}, somebody used your address. Then there is
            nothing to do.
            """,
            null);

    private static final Wording DIGEST = new Wording(
            "Mail that waits for its senders: {{held}}",
            """
            These messages to {{user}} were not delivered, because you don't know their senders
            and they haven't confirmed.

            {{list}}
            """,
            null);

    private ChallengeLetters() {}

    /**
     * What a challenge needs.
     *
     * @param user    the user's address as the sender knows it
     * @param sender  who is asked
     * @param subject that of the held mail
     * @param link    the page of the challenge, when there is one
     * @param answer  the address that an answer confirms
     * @param left    how long it may be answered
     */
    record Request(
            MailAddress user,
            MailAddress sender,
            String subject,
            Optional<String> link,
            MailAddress answer,
            Duration left) {}

    static Notice challenge(Request request, ChallengeTexts texts, String language) {
        Wording wording = texts.challengeIn(language).orElse(request.link().isPresent() ? BY_PAGE_OR_REPLY : BY_REPLY);
        Map<String, String> values = Map.of(
                "user", request.user().asString(),
                "sender", request.sender().asString(),
                "subject", request.subject(),
                "link", request.link().orElse(""),
                "days", Long.toString(Math.max(1, request.left().toDays())));
        return letter(
                        Notice.Kind.REPLIED,
                        request.user(),
                        request.sender(),
                        wording,
                        ChallengeTexts.OF_CHALLENGE,
                        values)
                .with("Reply-To", request.answer().asString())
                .with(Arrival.MARK, "1");
    }

    /** A list of what is held and of what has expired. */
    static Notice digest(
            MailAddress user,
            List<PendingMail> held,
            List<PendingMail> expired,
            Optional<String> link,
            ChallengeTexts texts,
            String language) {
        Map<String, String> values = Map.of(
                "user", user.asString(),
                "held", Integer.toString(held.size()),
                "expired", Integer.toString(expired.size()),
                "list", list(held, expired, link));
        return letter(
                        Notice.Kind.GENERATED,
                        postmaster(user),
                        user,
                        texts.digestIn(language).orElse(DIGEST),
                        ChallengeTexts.OF_DIGEST,
                        values)
                .with(Arrival.MARK, "1");
    }

    private static MailAddress postmaster(MailAddress user) {
        try {
            return new MailAddress("postmaster", user.getDomain());
        } catch (AddressException e) {
            throw new IllegalArgumentException(user.getDomain() + " can't have a postmaster", e);
        }
    }

    private static Notice letter(
            Notice.Kind kind,
            MailAddress from,
            MailAddress to,
            Wording wording,
            Set<String> known,
            Map<String, String> values) {
        Notice notice = Notice.of(
                from,
                to,
                Template.text(wording.subject(), known).fill(values),
                Template.text(wording.text(), known).fill(values),
                kind);
        return wording.html() == null
                ? notice
                : notice.withHtml(Template.html(wording.html(), known).fill(values));
    }

    private static String list(List<PendingMail> held, List<PendingMail> expired, Optional<String> link) {
        StringBuilder text = new StringBuilder();
        section(text, "Waiting:", held);
        link.filter(page -> !held.isEmpty()).ifPresent(page -> text.append("To deliver or delete them, open:\n\n  ")
                .append(page)
                .append("\n\n"));
        section(text, "Deleted now, because they waited too long:", expired);
        return text.toString().stripTrailing();
    }

    private static void section(StringBuilder text, String title, List<PendingMail> mails) {
        if (mails.isEmpty()) {
            return;
        }
        text.append(title).append("\n\n");
        mails.stream().limit(MOST_LISTED).forEach(mail -> text.append("  ")
                .append(MOMENT.format(mail.received()))
                .append("  ")
                .append(mail.sender())
                .append("\n    ")
                .append(mail.subject().isEmpty() ? "(no subject)" : mail.subject())
                .append("\n    ")
                .append(mail.challenged() ? "asked to confirm" : "not asked: " + mail.reason())
                .append("\n"));
        if (mails.size() > MOST_LISTED) {
            text.append("  and ").append(mails.size() - MOST_LISTED).append(" more\n");
        }
        text.append("\n");
    }
}
