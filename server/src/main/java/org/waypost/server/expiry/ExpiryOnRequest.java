package org.waypost.server.expiry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.task.Task;
import org.waypost.accounts.expiry.ExpiryCount;
import org.waypost.accounts.expiry.ExpiryRun;
import org.waypost.accounts.expiry.ExpiryRuns;
import org.waypost.webadmin.expiry.ExpiryControl;

/** The expiry as WebAdmin shows and starts it. */
final class ExpiryOnRequest implements ExpiryControl {
    private static final int MOST = 20;
    private static final int MOST_FAILURES = 50;

    private final ExpiryRunner runner;
    private final ExpiryRuns runs;

    @Inject
    ExpiryOnRequest(ExpiryRunner runner, ExpiryRuns runs) {
        this.runner = runner;
        this.runs = runs;
    }

    @Override
    public List<Report> reports() {
        return runs.newest(MOST)
                .concatMap(run -> runs.counts(run.id()).collectList().map(counts -> report(run, counts)))
                .collectList()
                .block();
    }

    private static Report report(ExpiryRun run, List<ExpiryCount> counts) {
        Map<String, Counts> domains = new TreeMap<>();
        Map<String, String> failures = new LinkedHashMap<>();
        Counts all = new Counts(0, 0, 0);
        for (ExpiryCount count : counts) {
            Counts one = new Counts(count.matched(), count.planned(), count.removed());
            all = all.plus(one);
            domains.merge(count.user().getDomainPart().map(Domain::asString).orElse(""), one, Counts::plus);
            if (!count.failure().isEmpty() && failures.size() < MOST_FAILURES) {
                failures.put(count.user().asString() + "/" + count.folder(), count.failure());
            }
        }
        return new Report(
                run.id().toString(),
                run.begun(),
                run.finished().orElse(null),
                run.trigger(),
                run.dry(),
                run.outcome().isEmpty() ? "unfinished" : run.outcome(),
                all,
                domains,
                failures);
    }

    @Override
    public Task run(boolean dry) {
        return new ExpiryTask(runner, ExpiryRunner.ADMINISTRATOR, dry, left -> true, () -> {});
    }
}
