package org.waypost.server.challenge;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import java.time.Clock;
import javax.mail.MessagingException;
import org.apache.james.blob.api.BlobReferenceSource;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.apache.james.webadmin.Routes;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.challenge.ChallengeDesk;
import org.waypost.accounts.challenge.ChallengeLimits;
import org.waypost.accounts.challenge.ChallengeLinks;
import org.waypost.accounts.challenge.ChallengeSettings;
import org.waypost.accounts.challenge.ChallengeTexts;
import org.waypost.accounts.challenge.ChallengeTokens;
import org.waypost.accounts.challenge.DigestDesk;
import org.waypost.accounts.secrets.SecretStore;
import org.waypost.accounts.secrets.SharedSecret;
import org.waypost.mailets.challenge.ChallengeBelongings;
import org.waypost.mailets.challenge.ChallengeCounts;
import org.waypost.mailets.challenge.ChallengeIssuer;
import org.waypost.mailets.challenge.ChallengeOffice;
import org.waypost.mailets.challenge.ChallengeRounds;
import org.waypost.mailets.challenge.HeldMail;
import org.waypost.mailets.challenge.PendingMailBlobs;
import org.waypost.protocols.challenge.ConfirmationAddresses;
import org.waypost.protocols.challenge.ConfirmationPage;
import org.waypost.protocols.challenge.HeldMailPage;
import org.waypost.protocols.http.PublicAddress;
import org.waypost.protocols.http.PublicPage;
import org.waypost.protocols.smtp.ServerAddresses;
import org.waypost.server.accounts.AccountsModule;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.challenge.ChallengeRoutes;

/** Mail of senders that users don't know; the stores are given by the storage. */
public final class ChallengeModule extends AbstractModule {
    private static final String SECRET = "challenge";

    @Override
    protected void configure() {
        AccountsModule.section(binder(), ChallengeSettings.SECTION);
        AccountsModule.section(binder(), ChallengeLimits.SECTION);
        AccountsModule.section(binder(), ChallengeTexts.SECTION);
        bind(ChallengeCounts.class).in(Scopes.SINGLETON);
        bind(HeldMail.class).in(Scopes.SINGLETON);
        bind(ChallengeIssuer.class).in(Scopes.SINGLETON);
        bind(ChallengeOffice.class).in(Scopes.SINGLETON);
        bind(ChallengeRounds.class).in(Scopes.SINGLETON);
        bind(ChallengeDesk.class).to(ChallengeOffice.class);
        set(PublicPage.class).addBinding().to(ConfirmationPage.class);
        set(PublicPage.class).addBinding().to(HeldMailPage.class);
        set(ServerAddresses.class).addBinding().to(ConfirmationAddresses.class);
        set(BlobReferenceSource.class).addBinding().to(PendingMailBlobs.class);
        set(Routes.class).addBinding().to(ChallengeRoutes.class);
        set(Belongings.class).addBinding().to(ChallengeBelongings.class);
        ManagedBeans.show(binder(), "challenge", ChallengeMBean.class, ChallengeManagement.class);
    }

    private <T> Multibinder<T> set(Class<T> type) {
        return Multibinder.newSetBinder(binder(), type);
    }

    @Provides
    @Singleton
    ChallengeTokens tokens(SecretStore secrets, Clock clock) {
        return new ChallengeTokens(new SharedSecret(secrets, SECRET), clock);
    }

    @Provides
    ChallengeLinks links(PublicAddress address) {
        return new ChallengeLinks(address.base());
    }

    @Provides
    DigestDesk digests(ChallengeRounds rounds) {
        return user -> {
            try {
                return rounds.digest(user, true);
            } catch (MessagingException | UsersRepositoryException e) {
                throw new IllegalStateException("The digest of " + user.asString() + " can't be sent", e);
            }
        };
    }

    @ProvidesIntoSet
    InitializationOperation goRound(ChallengeSchedule schedule) {
        return InitilizationOperationBuilder.forClass(ChallengeSchedule.class).init(schedule::start);
    }
}
