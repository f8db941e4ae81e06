package org.waypost.server.forward;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoOptional;
import com.google.inject.multibindings.ProvidesIntoSet;
import java.io.FileNotFoundException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.util.DurationParser;
import org.apache.james.utils.PropertiesProvider;
import org.apache.james.webadmin.Routes;
import org.waypost.accounts.forward.ForwardRules;
import org.waypost.accounts.forward.ForwardSettings;
import org.waypost.accounts.secrets.SecretStore;
import org.waypost.accounts.secrets.SharedSecret;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.policy.forward.Forwarding;
import org.waypost.policy.forward.Srs;
import org.waypost.policy.forward.SrsRules;
import org.waypost.protocols.smtp.ServerAddresses;
import org.waypost.server.accounts.AccountsModule;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.forward.ForwardRoutes;

/** Forwarding; its file is {@code forward.properties}. Needs a store of secrets. */
public final class ForwardModule extends AbstractModule {
    private static final String FILE = "forward";
    private static final String DOMAIN = "srs.domain";
    private static final String VALID = "srs.valid";
    private static final String AUTO = "auto";

    @Override
    protected void configure() {
        AccountsModule.section(binder(), ForwardSettings.SECTION);
        AccountsModule.section(binder(), ForwardRules.SECTION);
        Multibinder.newSetBinder(binder(), Routes.class).addBinding().to(ForwardRoutes.class);
        ManagedBeans.show(binder(), "forward", ForwardsMBean.class, Forwards.class);
    }

    @Provides
    @Singleton
    SrsRules rules(PropertiesProvider properties) throws ConfigurationException {
        Configuration file = read(properties);
        String domain = file.getString(DOMAIN, AUTO).strip();
        String valid =
                file.getString(VALID, SrsRules.THREE_WEEKS.toDays() + "d").strip();
        return new SrsRules(domain.equals(AUTO) ? Optional.empty() : Optional.of(domain(domain)), duration(valid));
    }

    private static Domain domain(String text) throws ConfigurationException {
        try {
            return Domain.of(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "forward.properties: " + DOMAIN + " is " + text + "; expected auto or a domain of this server", e);
        }
    }

    private static Duration duration(String text) throws ConfigurationException {
        try {
            Duration valid = DurationParser.parse(text, ChronoUnit.DAYS);
            new SrsRules(Optional.empty(), valid);
            return valid;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ConfigurationException(
                    "forward.properties: " + VALID + " is " + text + "; expected 1d to 365d", e);
        }
    }

    private static Configuration read(PropertiesProvider properties) throws ConfigurationException {
        try {
            return properties.getConfiguration(FILE);
        } catch (FileNotFoundException everythingAsByDefault) {
            return new PropertiesConfiguration();
        }
    }

    @Provides
    @Singleton
    Srs srs(SecretStore secrets, Clock clock, SrsRules rules) {
        return new Srs(new SharedSecret(secrets, "srs")::sign, clock, rules.valid());
    }

    /** For SMTP too, which looks whether there is one. */
    @ProvidesIntoOptional(ProvidesIntoOptional.Type.ACTUAL)
    @Singleton
    Forwarding forwarding(
            AccountSettings settings,
            RecipientRewriteTable rewrites,
            UsersRepository users,
            DomainList domains,
            Srs srs,
            SrsRules rules) {
        return new Forwarding(settings, rewrites, users, domains, srs, rules);
    }

    /** Bounces to rewritten senders are taken. */
    @ProvidesIntoSet
    ServerAddresses rewrittenSenders(Forwarding forwarding) {
        return address -> {
            try {
                return forwarding.reverse(address) instanceof Srs.Found.Original;
            } catch (DomainListException e) {
                throw new IllegalStateException("The domains can't be read", e);
            }
        };
    }
}
