package org.waypost.accounts.routes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.accounts.settings.SettingRefused;

/**
 * A server that takes the mail of a route.
 *
 * @param host name or address
 * @param port 0 for that of the route
 */
public record Hop(String host, int port) {
    private static final String EXPECTED = "a host such as mail.example.org, mail.example.org:587 or [2001:db8::1]:587";
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?");

    /** Reads {@code host}, {@code host:port} or {@code [IPv6 address]:port}. */
    @JsonCreator
    public static Hop parse(String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw new SettingRefused("", text, EXPECTED);
        }
        boolean literal = form.group(1) != null;
        String host = literal ? form.group(1) : form.group(2).toLowerCase(Locale.ROOT);
        if (literal && !host.contains(":") || !literal && !Addresses.name(host) && !Addresses.four(host)) {
            throw new SettingRefused("", text, EXPECTED);
        }
        if (literal) {
            Addresses.literal("", host);
        }
        int port = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
        if (form.group(3) != null && (port < 1 || port > 65_535)) {
            throw new SettingRefused("", text, "a port from 1 to 65535");
        }
        return new Hop(host, port);
    }

    @JsonValue
    @Override
    public String toString() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == 0 ? name : name + ":" + port;
    }
}
