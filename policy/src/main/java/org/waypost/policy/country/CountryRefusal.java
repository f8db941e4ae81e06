package org.waypost.policy.country;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.waypost.accounts.settings.Scope;

/**
 * A recipient takes no mail from the client.
 *
 * @param client the address of the client
 * @param origin where that is
 * @param scopes whose settings say so: the users that the recipient means, or its domain when it means none
 * @param text   what the client is told, in ASCII, without codes
 */
public record CountryRefusal(InetAddress client, Origin origin, List<Scope> scopes, String text) {
    /** The scopes for a line of the log. */
    public String by() {
        return scopes.stream().map(Scope::asString).collect(Collectors.joining(","));
    }
}
