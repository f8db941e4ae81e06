package org.waypost.policy.sender;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The field {@code Authentication-Results} (RFC 8601), and {@code Received-SPF} (RFC 7208 §9.1). */
public final class AuthenticationResults {
    /** Its name, in small letters. */
    public static final String NAME = "authentication-results";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._-]{1,255}");
    private static final Pattern NOT_FOR_COMMENTS = Pattern.compile("[^A-Za-z0-9 ._:=/%{}~?+'-]");

    private AuthenticationResults() {}

    /** The field, folded, without a line end behind it. Nothing that a stranger wrote can be taken for more than a value. */
    public static String field(String authservId, SenderReport report) {
        List<String> results = new ArrayList<>();
        SpfResult spf = report.spf();
        if (!spf.domain().isEmpty()) {
            String property = spf.identity() == SpfResult.Identity.HELO ? "smtp.helo=" : "smtp.mailfrom=";
            results.add("spf=" + spf.verdict().word() + comment(spf.reason()) + " " + property + value(spf.domain()));
        }
        for (DkimResult dkim : report.dkim()) {
            StringBuilder result =
                    new StringBuilder("dkim=").append(dkim.verdict().word()).append(comment(dkim.reason()));
            if (!dkim.domain().isEmpty()) {
                result.append(" header.d=").append(value(dkim.domain()));
            }
            if (!dkim.selector().isEmpty()) {
                result.append(" header.s=").append(value(dkim.selector()));
            }
            if (!dkim.algorithm().isEmpty()) {
                result.append(" header.a=").append(value(dkim.algorithm()));
            }
            results.add(result.toString());
        }
        if (report.dkim().isEmpty()) {
            results.add("dkim=none");
        }
        return "Authentication-Results: " + authservId + ";\r\n\t" + String.join(";\r\n\t", results);
    }

    /** The field {@code Received-SPF}, folded. */
    public static String receivedSpf(String receiver, String client, String helo, String sender, SpfResult spf) {
        return "Received-SPF: " + spf.verdict().word() + comment(spf.reason()) + "\r\n\treceiver=" + value(receiver)
                + "; client-ip=" + value(client) + ";\r\n\tenvelope-from=" + value(sender) + "; helo=" + value(helo)
                + ";\r\n\tidentity="
                + (spf.identity() == SpfResult.Identity.HELO ? "helo" : "mailfrom");
    }

    private static String comment(String reason) {
        return reason.isEmpty() ? "" : " (" + NOT_FOR_COMMENTS.matcher(reason).replaceAll("?") + ")";
    }

    private static String value(String text) {
        return TOKEN.matcher(text).matches()
                ? text
                : "\"" + text.replaceAll("[^\\x20-\\x7e]", "?").replaceAll("([\"\\\\])", "\\\\$1") + "\"";
    }

    /**
     * Whether a field says that it is of {@code authservId} (RFC 8601 §5), however it is written: letters of any case, a version
     * behind the name, comments, quotes.
     *
     * @param value what stands behind the colon
     */
    public static boolean claims(String value, String authservId) {
        String text = withoutComments(value).trim();
        String name;
        if (text.startsWith("\"")) {
            int end = text.indexOf('"', 1);
            name = end < 0 ? text.substring(1) : text.substring(1, end);
        } else {
            // RFC 8601 §2.2: authserv-id [ CFWS authres-version ] ; what comes first is the name, whatever follows.
            name = text.split("[\\s;/=]", 2)[0];
        }
        String clean = name.replace("\\", "").trim().toLowerCase(Locale.ROOT);
        String ours = authservId.toLowerCase(Locale.ROOT);
        return clean.equals(ours) || clean.equals(ours + ".");
    }

    /** RFC 5322 §3.2.2: comments nest. */
    private static String withoutComments(String value) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int at = 0; at < value.length(); at++) {
            char next = value.charAt(at);
            if (next == '\\' && (depth > 0 || quoted)) {
                if (depth == 0) {
                    text.append(next);
                }
                at++;
                next = at < value.length() ? value.charAt(at) : ' ';
            } else if (next == '"' && depth == 0) {
                quoted = !quoted;
            } else if (next == '(' && !quoted) {
                depth++;
                continue;
            } else if (next == ')' && depth > 0) {
                depth--;
                text.append(depth == 0 ? " " : "");
                continue;
            }
            if (depth == 0) {
                text.append(next);
            }
        }
        return text.toString();
    }
}
