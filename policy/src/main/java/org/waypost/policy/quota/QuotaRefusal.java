package org.waypost.policy.quota;

import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;

/**
 * What SMTP and LMTP say about mail for a full mailbox.
 *
 * @param refuse whether it is refused at RCPT; otherwise it is taken and bounced when it can't be stored
 * @param code   452: the sender may try again for days (RFC 3463 §3.3: a full mailbox is a persistent transient failure);
 *               552: the sender is told at once
 * @param grace  share in percent by which mail may go above the user's limits; what the user stores by IMAP or JMAP may not
 * @param text   what follows the codes; printable ASCII, for strangers read it
 */
public record QuotaRefusal(Boolean refuse, Integer code, Integer grace, String text) {
    /** A user's choice comes before that of the domain. */
    public static final Section<QuotaRefusal> SECTION =
            Section.everywhere("quota", QuotaRefusal.class, "What is said about mail for a full mailbox.");

    static final int LONGEST_TEXT = 200;

    public QuotaRefusal {
        refuse = refuse == null || refuse;
        code = code == null ? 452 : code;
        grace = grace == null ? 5 : grace;
        text = text == null ? "The mailbox is full" : text;
        if (code != 452 && code != 552) {
            throw new SettingRefused("code", code, "452 or 552");
        }
        if (grace < 0 || grace > 100) {
            throw new SettingRefused("grace", grace, "a share from 0 to 100 percent");
        }
        // RFC 5321 §4.2: textstring.
        if (!text.matches("[ -~]{1," + LONGEST_TEXT + "}") || text.isBlank()) {
            throw new SettingRefused("text", text, "1 to " + LONGEST_TEXT + " printable ASCII characters");
        }
    }

    /** RFC 3463 §3.3: X.2.2, mailbox full. */
    public String enhancedCode() {
        return code == 452 ? "4.2.2" : "5.2.2";
    }
}
