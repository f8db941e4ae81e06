package org.waypost.mailets.routing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.james.core.Domain;

/** A DNS of a few lines. */
final class PlayedHosts implements MailHosts {
    private final Map<String, List<Exchanger>> exchangers = new HashMap<>();
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();
    private final Map<String, List<String>> names = new HashMap<>();
    private final List<String> silent = new ArrayList<>();

    PlayedHosts mx(String domain, int preference, String host) {
        exchangers.computeIfAbsent(domain, name -> new ArrayList<>()).add(new Exchanger(preference, host));
        return this;
    }

    PlayedHosts host(String name, String... literals) {
        for (String literal : literals) {
            addresses.computeIfAbsent(name, host -> new ArrayList<>()).add(address(literal));
        }
        return this;
    }

    PlayedHosts ptr(String literal, String name) {
        names.computeIfAbsent(address(literal).getHostAddress(), address -> new ArrayList<>())
                .add(name);
        return this;
    }

    PlayedHosts silentOn(String name) {
        silent.add(name);
        return this;
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(String name) throws Unreachable {
        if (silent.contains(name)) {
            throw Unreachable.forNow("4.4.3", "The DNS doesn't answer for " + name);
        }
    }

    @Override
    public List<Exchanger> exchangers(Domain domain) throws Unreachable {
        answer(domain.asString());
        return exchangers.getOrDefault(domain.asString(), List.of());
    }

    @Override
    public List<InetAddress> addresses(String host) throws Unreachable {
        answer(host);
        return host.matches("[0-9.]+|.*:.*") ? List.of(address(host)) : addresses.getOrDefault(host, List.of());
    }

    @Override
    public List<String> names(InetAddress address) throws Unreachable {
        return names.getOrDefault(address.getHostAddress(), List.of());
    }
}
