package org.waypost.server.tasks;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.google.inject.name.Named;
import com.google.inject.name.Names;
import org.apache.james.mailbox.cassandra.mail.task.RecomputeMailboxCountersService;
import org.apache.james.mailbox.cassandra.mail.task.RecomputeMailboxCountersTaskAdditionalInformationDTO;
import org.apache.james.mailbox.cassandra.mail.task.RecomputeMailboxCountersTaskDTO;
import org.apache.james.mailbox.cassandra.mail.task.SolveMailboxInconsistenciesService;
import org.apache.james.mailbox.cassandra.mail.task.SolveMailboxInconsistenciesTaskAdditionalInformationDTO;
import org.apache.james.mailbox.cassandra.mail.task.SolveMailboxInconsistenciesTaskDTO;
import org.apache.james.mailbox.cassandra.mail.task.SolveMessageInconsistenciesService;
import org.apache.james.mailbox.cassandra.mail.task.SolveMessageInconsistenciesTaskAdditionalInformationDTO;
import org.apache.james.mailbox.cassandra.mail.task.SolveMessageInconsistenciesTaskDTO;
import org.apache.james.rrt.cassandra.CassandraMappingsSourcesDAO;
import org.apache.james.rrt.cassandra.migration.MappingsSourcesMigration;
import org.apache.james.server.task.json.dto.AdditionalInformationDTO;
import org.apache.james.server.task.json.dto.AdditionalInformationDTOModule;
import org.apache.james.server.task.json.dto.TaskDTO;
import org.apache.james.server.task.json.dto.TaskDTOModule;
import org.apache.james.task.Task;
import org.apache.james.task.TaskExecutionDetails;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.dto.DTOModuleInjections;
import org.apache.james.webadmin.routes.CassandraMappingsRoutes;
import org.apache.james.webadmin.routes.MailboxesRoutes;
import org.apache.james.webadmin.routes.MessagesRoutes;
import org.apache.james.webadmin.routes.RecomputeMailboxCountersRequestToTask;
import org.apache.james.webadmin.routes.SolveMailboxInconsistenciesRequestToTask;
import org.apache.james.webadmin.routes.SolveMessageInconsistenciesRequestToTask;
import org.apache.james.webadmin.service.CassandraMappingsSolveInconsistenciesTask;
import org.apache.james.webadmin.tasks.TaskFromRequestRegistry.TaskRegistration;

/** Mailbox counters, mailboxes, messages and address mappings: found again from what can be trusted. */
public final class ConsistencyTasksModule extends AbstractModule {
    @Override
    protected void configure() {
        Multibinder<TaskRegistration> mailboxes = Multibinder.newSetBinder(
                binder(), TaskRegistration.class, Names.named(MailboxesRoutes.ALL_MAILBOXES_TASKS));
        mailboxes.addBinding().to(RecomputeMailboxCountersRequestToTask.class);
        mailboxes.addBinding().to(SolveMailboxInconsistenciesRequestToTask.class);
        Multibinder.newSetBinder(binder(), TaskRegistration.class, Names.named(MessagesRoutes.ALL_MESSAGES_TASKS))
                .addBinding()
                .to(SolveMessageInconsistenciesRequestToTask.class);
        Multibinder.newSetBinder(binder(), Routes.class).addBinding().to(CassandraMappingsRoutes.class);
    }

    @ProvidesIntoSet
    TaskDTOModule<? extends Task, ? extends TaskDTO> counters(RecomputeMailboxCountersService service) {
        return RecomputeMailboxCountersTaskDTO.module(service);
    }

    @ProvidesIntoSet
    TaskDTOModule<? extends Task, ? extends TaskDTO> mailboxes(SolveMailboxInconsistenciesService service) {
        return SolveMailboxInconsistenciesTaskDTO.module(service);
    }

    @ProvidesIntoSet
    TaskDTOModule<? extends Task, ? extends TaskDTO> messages(SolveMessageInconsistenciesService service) {
        return SolveMessageInconsistenciesTaskDTO.module(service);
    }

    @ProvidesIntoSet
    TaskDTOModule<? extends Task, ? extends TaskDTO> mappings(
            MappingsSourcesMigration migration, CassandraMappingsSourcesDAO sources) {
        return CassandraMappingsSolveInconsistenciesTask.module(migration, sources);
    }

    @ProvidesIntoSet
    AdditionalInformationDTOModule<
                    ? extends TaskExecutionDetails.AdditionalInformation, ? extends AdditionalInformationDTO>
            countersReport() {
        return RecomputeMailboxCountersTaskAdditionalInformationDTO.module();
    }

    @ProvidesIntoSet
    AdditionalInformationDTOModule<
                    ? extends TaskExecutionDetails.AdditionalInformation, ? extends AdditionalInformationDTO>
            mailboxesReport() {
        return SolveMailboxInconsistenciesTaskAdditionalInformationDTO.module();
    }

    @ProvidesIntoSet
    AdditionalInformationDTOModule<
                    ? extends TaskExecutionDetails.AdditionalInformation, ? extends AdditionalInformationDTO>
            messagesReport() {
        return SolveMessageInconsistenciesTaskAdditionalInformationDTO.module();
    }

    @ProvidesIntoSet
    @Named(DTOModuleInjections.WEBADMIN_DTO)
    AdditionalInformationDTOModule<
                    ? extends TaskExecutionDetails.AdditionalInformation, ? extends AdditionalInformationDTO>
            countersShown() {
        return RecomputeMailboxCountersTaskAdditionalInformationDTO.module();
    }

    @ProvidesIntoSet
    @Named(DTOModuleInjections.WEBADMIN_DTO)
    AdditionalInformationDTOModule<
                    ? extends TaskExecutionDetails.AdditionalInformation, ? extends AdditionalInformationDTO>
            mailboxesShown() {
        return SolveMailboxInconsistenciesTaskAdditionalInformationDTO.module();
    }

    @ProvidesIntoSet
    @Named(DTOModuleInjections.WEBADMIN_DTO)
    AdditionalInformationDTOModule<
                    ? extends TaskExecutionDetails.AdditionalInformation, ? extends AdditionalInformationDTO>
            messagesShown() {
        return SolveMessageInconsistenciesTaskAdditionalInformationDTO.module();
    }
}
