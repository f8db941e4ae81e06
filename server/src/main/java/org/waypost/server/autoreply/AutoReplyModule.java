package org.waypost.server.autoreply;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.jmap.JMAPConfiguration;
import org.apache.james.jmap.draft.JMAPModule;
import org.apache.james.mailetcontainer.impl.CompositeProcessorImpl;
import org.apache.james.mailetcontainer.impl.JamesMailSpooler;
import org.apache.james.modules.server.MailetContainerModule.DefaultProcessorsConfigurationSupplier;
import org.apache.james.modules.server.MailetContainerModule.MailetModuleInitializationOperation;
import org.apache.james.modules.server.MailetContainerModule.ProcessorsCheck;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.transport.matchers.RecipientIsLocal;
import org.apache.james.webadmin.Routes;
import org.apache.mailet.Mail;
import org.waypost.accounts.autoreply.AnsweredBelongings;
import org.waypost.accounts.autoreply.AutoReplySettings;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.mailets.autoreply.AutoReply;
import org.waypost.server.accounts.AccountsModule;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.autoreply.AutoReplyRoutes;

/** Automatic answers; needs the store of answered senders. */
public final class AutoReplyModule extends AbstractModule {
    /** What the pipeline needs so that JMAP's {@code VacationResponse} does something: our mailet, or James' own. */
    static final ProcessorsCheck ANSWERS = ProcessorsCheck.Or.of(
            new ProcessorsCheck.Impl(Mail.TRANSPORT, RecipientIsLocal.class, AutoReply.class),
            JMAPModule.VACATION_MAILET_CHECK);

    @Override
    protected void configure() {
        AccountsModule.section(binder(), AutoReplySettings.SECTION);
        Multibinder.newSetBinder(binder(), Belongings.class).addBinding().to(AnsweredBelongings.class);
        Multibinder.newSetBinder(binder(), Routes.class).addBinding().to(AutoReplyRoutes.class);
        ManagedBeans.show(binder(), "autoReply", AutoRepliesMBean.class, AutoReplies.class);
    }

    /** James' JMAP insists on its own mailet, by its exact class; so its check is taken out where the checks are used. */
    @Provides
    @Singleton
    MailetModuleInitializationOperation pipeline(
            ConfigurationProvider configuration,
            CompositeProcessorImpl processors,
            Set<ProcessorsCheck> checks,
            DefaultProcessorsConfigurationSupplier standard,
            JamesMailSpooler spooler,
            JamesMailSpooler.Configuration spooling,
            JMAPConfiguration jmap) {
        return new MailetModuleInitializationOperation(
                configuration, processors, withOurs(checks, jmap.isEnabled()), standard, spooler, spooling);
    }

    static Set<ProcessorsCheck> withOurs(Set<ProcessorsCheck> checks, boolean jmap) {
        return Stream.concat(
                        checks.stream().filter(check -> check != JMAPModule.VACATION_MAILET_CHECK),
                        jmap ? Stream.of(ANSWERS) : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
