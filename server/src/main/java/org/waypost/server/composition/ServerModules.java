package org.waypost.server.composition;

import com.google.inject.Module;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.util.Modules;
import org.apache.james.jmap.draft.JMAPListenerModule;
import org.apache.james.modules.BlobExportMechanismModule;
import org.apache.james.modules.MailboxModule;
import org.apache.james.modules.MailetProcessingModule;
import org.apache.james.modules.protocols.IMAPServerModule;
import org.apache.james.modules.protocols.JMAPServerModule;
import org.apache.james.modules.protocols.JmapEventBusModule;
import org.apache.james.modules.protocols.LMTPServerModule;
import org.apache.james.modules.protocols.ManageSieveServerModule;
import org.apache.james.modules.protocols.POP3ServerModule;
import org.apache.james.modules.protocols.ProtocolHandlerModule;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.modules.server.DKIMMailetModule;
import org.apache.james.modules.server.DLPRoutesModule;
import org.apache.james.modules.server.DataRoutesModules;
import org.apache.james.modules.server.InconsistencyQuotasSolvingRoutesModule;
import org.apache.james.modules.server.JMXServerModule;
import org.apache.james.modules.server.JmapTasksModule;
import org.apache.james.modules.server.MailQueueRoutesModule;
import org.apache.james.modules.server.MailRepositoriesRoutesModule;
import org.apache.james.modules.server.MailboxRoutesModule;
import org.apache.james.modules.server.MailboxesExportRoutesModule;
import org.apache.james.modules.server.MessagesRoutesModule;
import org.apache.james.modules.server.SieveRoutesModule;
import org.apache.james.modules.server.TaskManagerModule;
import org.apache.james.modules.server.UserIdentityModule;
import org.apache.james.modules.server.VacationRoutesModule;
import org.apache.james.modules.server.WebAdminServerModule;
import org.apache.james.modules.vault.DeletedMessageVaultRoutesModule;
import org.waypost.protocols.http.JmapModule;
import org.waypost.protocols.http.PublicHttpModule;
import org.waypost.protocols.imap.ImapModule;
import org.waypost.protocols.lmtp.LmtpModule;
import org.waypost.protocols.managesieve.ManageSieveModule;
import org.waypost.protocols.pop3.Pop3Module;
import org.waypost.protocols.smtp.SmtpModule;
import org.waypost.protocols.tls.TlsModule;
import org.waypost.server.accounts.AccountsModule;
import org.waypost.server.administration.CertificateInUse;
import org.waypost.server.autoreply.AutoReplyModule;
import org.waypost.server.challenge.ChallengeModule;
import org.waypost.server.country.CountryModule;
import org.waypost.server.expiry.ExpiryModule;
import org.waypost.server.folders.FoldersModule;
import org.waypost.server.folders.SharingModule;
import org.waypost.server.forward.ForwardModule;
import org.waypost.server.jmx.JmxModule;
import org.waypost.server.pipeline.PipelineModule;
import org.waypost.server.quota.QuotaModule;
import org.waypost.server.routing.RoutingModule;
import org.waypost.server.rules.RulesModule;
import org.waypost.server.senders.SendersModule;
import org.waypost.server.welcome.WelcomeModule;
import org.waypost.webadmin.WebAdminModule;
import org.waypost.webadmin.product.CertificateControl;

/**
 * The one list of modules of which every Waypost server is made.
 *
 * <p>What differs between the ways to run (where things are stored, which queue, which event bus) is given by the
 * caller as {@code storage}.
 */
public final class ServerModules {
    private ServerModules() {}

    /** The server over the given storage and queue. */
    public static Module over(ServerPaths paths, Module... storage) {
        return Modules.combine(
                binder -> binder.bind(ServerPaths.class).toInstance(paths),
                WelcomeModule.watching(Modules.override(storage).with(new SharingModule())),
                new AccountsModule(),
                new RulesModule(),
                new FoldersModule(),
                new WelcomeModule(),
                new ExpiryModule(),
                new RoutingModule(),
                new AutoReplyModule(),
                new ForwardModule(),
                new ChallengeModule(),
                new SendersModule(),
                new QuotaModule(),
                new CountryModule(),
                processing(),
                protocols(),
                jmap(),
                webAdmin(),
                Modules.override(new JMXServerModule()).with(new JmxModule()));
    }

    private static Module processing() {
        return Modules.combine(
                Modules.override(new MailetProcessingModule()).with(new PipelineModule()),
                new MailboxModule(),
                new BlobExportMechanismModule(),
                new TaskManagerModule(),
                new DKIMMailetModule());
    }

    private static Module protocols() {
        return Modules.combine(
                new ProtocolHandlerModule(),
                new TlsModule(),
                Modules.override(new SMTPServerModule()).with(new SmtpModule()),
                Modules.override(new LMTPServerModule()).with(new LmtpModule()),
                Modules.override(new IMAPServerModule()).with(new ImapModule()),
                Modules.override(new POP3ServerModule()).with(new Pop3Module()),
                Modules.override(new ManageSieveServerModule()).with(new ManageSieveModule()));
    }

    private static Module jmap() {
        return Modules.combine(
                Modules.override(new JMAPServerModule()).with(new JmapModule()),
                new PublicHttpModule(),
                new JmapEventBusModule(),
                new JMAPListenerModule(),
                new JmapTasksModule());
    }

    private static Module webAdmin() {
        return Modules.combine(
                Modules.override(new WebAdminServerModule()).with(new WebAdminModule()),
                new DataRoutesModules(),
                new VacationRoutesModule(),
                new DeletedMessageVaultRoutesModule(),
                new DLPRoutesModule(),
                new SieveRoutesModule(),
                new MailboxRoutesModule(),
                new MailboxesExportRoutesModule(),
                new MessagesRoutesModule(),
                new InconsistencyQuotasSolvingRoutesModule(),
                new MailQueueRoutesModule(),
                new MailRepositoriesRoutesModule(),
                new UserIdentityModule(),
                binder -> OptionalBinder.newOptionalBinder(binder, CertificateControl.class)
                        .setBinding()
                        .to(CertificateInUse.class));
    }
}
