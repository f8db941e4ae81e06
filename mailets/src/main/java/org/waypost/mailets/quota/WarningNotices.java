package org.waypost.mailets.quota;

import java.text.NumberFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.user.api.UsersRepositoryException;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.mailets.quota.LargestFolders.Folder;
import org.waypost.notices.Notice;
import org.waypost.notices.NoticeSender;
import org.waypost.notices.Template;
import org.waypost.policy.quota.MailboxRoom;
import org.waypost.policy.recipient.RecipientUsers;

/** Writes a warning to the user and, where the domain wants it, a copy to its administrator. */
public final class WarningNotices {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String[] UNITS = {"KB", "MB", "GB", "TB"};
    private static final String NO_LIMIT = "–";

    /**
     * What is used of one limit.
     *
     * @param limit -1 for none
     */
    record Level(long used, long limit) {}

    /**
     * A limit of which a stage was crossed.
     *
     * @param size    bytes
     * @param count   messages
     * @param bySize  whether it is the limit of the size, not of the count
     * @param percent the share that is used
     */
    record Crossed(Username user, Level size, Level count, boolean bySize, int percent, int stage) {}

    private final NoticeSender sender;
    private final RecipientUsers users;
    private final AccountSettings settings;
    private final WarningTexts texts;
    private final LargestFolders largest;
    private final Metric sent;

    @Inject
    public WarningNotices(
            NoticeSender sender,
            RecipientUsers users,
            AccountSettings settings,
            WarningTexts texts,
            LargestFolders largest,
            MetricFactory metrics) {
        this.sender = sender;
        this.users = users;
        this.settings = settings;
        this.texts = texts;
        this.largest = largest;
        this.sent = metrics.generate("quotaWarningsSent");
    }

    /** How many were sent since the start. */
    public long sent() {
        return sent.getCount();
    }

    /** Writes and sends; waits for the stores. */
    void send(Crossed crossed) throws MessagingException, UsersRepositoryException {
        MailAddress user = users.addressOf(crossed.user());
        MailAddress from = new MailAddress("postmaster", user.getDomain());
        QuotaWarnings mine = settings.of(crossed.user(), QuotaWarnings.SECTION).block(PATIENCE);
        List<Folder> folders = largest.of(crossed.user(), mine.folders());
        sender.send(notice(from, user, mine, crossed, folders), MailboxRoom.NOTICE);
        sent.increment();
        Optional<MailAddress> administrator = administrator(mine.administrator());
        if (administrator.isPresent()) {
            QuotaWarnings ofDomain = ofDomain(user.getDomain());
            sender.send(
                    notice(from, administrator.get(), inWords(mine, ofDomain), crossed, folders), MailboxRoom.NOTICE);
        }
    }

    /** The stages of the user, in the words of the domain. */
    private static QuotaWarnings inWords(QuotaWarnings mine, QuotaWarnings ofDomain) {
        List<QuotaWarnings.Stage> stages = mine.stages().stream()
                .map(stage -> ofDomain.stages().stream()
                        .filter(other -> other.percent().equals(stage.percent()))
                        .findFirst()
                        .orElseGet(() -> new QuotaWarnings.Stage(stage.percent(), null, null, null)))
                .toList();
        return new QuotaWarnings(
                true,
                stages,
                mine.again(),
                ofDomain.language(),
                ofDomain.texts(),
                mine.administrator(),
                mine.folders());
    }

    private QuotaWarnings ofDomain(Domain domain) {
        return settings.of(domain, QuotaWarnings.SECTION).block(PATIENCE);
    }

    private static Optional<MailAddress> administrator(String address) throws AddressException {
        return address.isEmpty() ? Optional.empty() : Optional.of(new MailAddress(address));
    }

    private Notice notice(
            MailAddress from, MailAddress to, QuotaWarnings chosen, Crossed crossed, List<Folder> folders) {
        QuotaWarnings.Stage stage = chosen.stages().stream()
                .filter(each -> each.percent() == crossed.stage())
                .findFirst()
                .orElseGet(() -> new QuotaWarnings.Stage(crossed.stage(), null, null, null));
        QuotaWarnings.Text words = texts.of(chosen, stage);
        Map<String, String> values = values(crossed, folders, Locale.forLanguageTag(chosen.language()));
        Notice notice = Notice.of(
                from,
                to,
                Template.text(words.subject(), QuotaWarnings.VARIABLES).fill(values),
                Template.text(words.text(), QuotaWarnings.VARIABLES).fill(values),
                Notice.Kind.GENERATED);
        return words.html() == null
                ? notice
                : notice.withHtml(
                        Template.html(words.html(), QuotaWarnings.VARIABLES).fill(values));
    }

    private static Map<String, String> values(Crossed crossed, List<Folder> folders, Locale language) {
        Map<String, String> values = new HashMap<>();
        String size = bytes(crossed.size().used(), language);
        String sizeLimit =
                crossed.size().limit() < 0 ? NO_LIMIT : bytes(crossed.size().limit(), language);
        String count = number(crossed.count().used(), language);
        String countLimit =
                crossed.count().limit() < 0 ? NO_LIMIT : number(crossed.count().limit(), language);
        values.put("user", crossed.user().asString());
        values.put(
                "domain", crossed.user().getDomainPart().map(Domain::asString).orElse(""));
        values.put("percent", String.valueOf(crossed.percent()));
        values.put("size", size);
        values.put("sizeLimit", sizeLimit);
        values.put("count", count);
        values.put("countLimit", countLimit);
        values.put("used", crossed.bySize() ? size : count);
        values.put("limit", crossed.bySize() ? sizeLimit : countLimit);
        values.put(
                "folders",
                folders.stream()
                        .map(folder -> bytes(folder.bytes(), language) + "\t" + number(folder.messages(), language)
                                + "\t" + folder.name())
                        .collect(Collectors.joining("\n")));
        return values;
    }

    private static String number(long number, Locale language) {
        return NumberFormat.getIntegerInstance(language).format(number);
    }

    /** In the unit in which it is at least 1, by 1024. */
    static String bytes(long bytes, Locale language) {
        double amount = bytes / 1024.0;
        int unit = 0;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setMaximumFractionDigits(1);
        return format.format(amount) + " " + UNITS[unit];
    }
}
