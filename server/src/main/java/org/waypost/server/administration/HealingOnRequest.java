package org.waypost.server.administration;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.inject.Inject;
import org.apache.james.task.Task;
import org.apache.james.task.TaskType;
import org.waypost.cassandra.healing.HealingReport;
import org.waypost.cassandra.healing.UncleanStopHealer;
import org.waypost.webadmin.product.Healing;

/** Healing as WebAdmin shows and starts it. */
public final class HealingOnRequest implements Healing {
    private static final TaskType TYPE = TaskType.of("waypost-healing");
    private static final int MOST = 20;

    private final UncleanStopHealer healer;

    @Inject
    public HealingOnRequest(UncleanStopHealer healer) {
        this.healer = healer;
    }

    @Override
    public List<Report> reports() {
        return healer.reports().stream()
                .limit(MOST)
                .map(HealingOnRequest::shown)
                .toList();
    }

    private static Report shown(HealingReport report) {
        return new Report(
                report.begun(),
                report.begun().plus(report.took()),
                report.cause().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                Map.of("mailboxes", (long) report.mailboxes(), "users", (long) report.users()),
                Map.of(
                        "mailboxes", (long) report.mailboxesCorrected(),
                        "names", (long) report.namesCorrected(),
                        "quotas", (long) report.quotasCorrected()),
                report.unsettled(),
                report.errors());
    }

    @Override
    public Task run() {
        return new Task() {
            @Override
            public Result run() {
                HealingReport report = healer.heal(HealingReport.Cause.REQUEST);
                return report.errors().isEmpty() ? Result.COMPLETED : Result.PARTIAL;
            }

            @Override
            public TaskType type() {
                return TYPE;
            }
        };
    }
}
