package org.waypost.server.routing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.waypost.accounts.routes.Envelope;
import org.waypost.accounts.routes.Route;
import org.waypost.accounts.routes.Routes;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.mailets.routing.RouteFigures;

/** Shows the routes in JMX. */
@Singleton
final class RoutesBean implements RoutesMBean {
    private final Routes routes;
    private final RouteFigures figures;

    @Inject
    RoutesBean(Routes routes, RouteFigures figures) {
        this.routes = routes;
        this.figures = figures;
    }

    @Override
    public String[] getRoutes() {
        return routes.table().routes().stream()
                .map(route -> SettingsFormat.json(Routes.shown(route)))
                .toArray(String[]::new);
    }

    @Override
    public String[] getFigures() {
        return routes.table().routes().stream().map(this::figures).toArray(String[]::new);
    }

    private String figures(Route route) {
        return route.name() + ": sending " + figures.sending().getOrDefault(route.name(), 0) + ", "
                + Arrays.stream(RouteFigures.Outcome.values())
                        .map(outcome ->
                                outcome.name().toLowerCase(Locale.ROOT) + " " + figures.counted(route.name(), outcome))
                        .collect(Collectors.joining(", "));
    }

    @Override
    public String[] explain(String sender, String recipient) {
        try {
            Optional<MailAddress> from =
                    sender.isBlank() || sender.equals("<>") ? Optional.empty() : Optional.of(new MailAddress(sender));
            Envelope envelope = new Envelope(from, Optional.empty(), new MailAddress(recipient), 0);
            return routes.table().explain(envelope).stream()
                    .map(each -> each.route() + (each.takes() ? " takes it: " : " doesn't: ") + each.why())
                    .toArray(String[]::new);
        } catch (AddressException e) {
            throw new IllegalArgumentException("expected addresses such as bob@example.org: " + e.getMessage(), e);
        }
    }
}
