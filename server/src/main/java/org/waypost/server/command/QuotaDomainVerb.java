package org.waypost.server.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waypost quota domain}. */
@Command(
        name = "domain",
        description = "Show the total of each domain and what its mailboxes use together, or the users of one domain.")
final class QuotaDomainVerb extends Verb {
    private static final String BASE = "/waypost/quota/domains";

    @Parameters(paramLabel = "DOMAIN", arity = "0..1", description = "Show its users, those who use most first.")
    String domain;

    @Option(names = "--limit", paramLabel = "NUMBER", description = "Users to show (default ${DEFAULT-VALUE}).")
    int limit = 100;

    @Option(names = "--recount", description = "Count its mailboxes again and correct the sum first.")
    boolean recount;

    static String path(String domain) {
        return BASE + "/" + WebAdminClient.segment(domain.toLowerCase(Locale.ROOT));
    }

    @Override
    public Integer call() {
        if (domain == null) {
            Map<String, Object> answer = done(webAdmin().get(BASE), "The quotas of domains can't be read")
                    .object();
            rows(answer.get("domains")).forEach(this::line);
            output().result(answer);
            return ExitCode.OK;
        }
        if (recount) {
            QuotaVerbs.known(webAdmin().post(path(domain) + "?action=recount", ""), domain);
        }
        Map<String, Object> answer = QuotaVerbs.known(webAdmin().get(path(domain) + "?limit=" + limit), domain)
                .object();
        line(answer);
        rows(answer.get("users")).forEach(user -> output().line(user.get("user") + ": " + QuotaVerbs.amounts(user)));
        output().result(answer);
        return ExitCode.OK;
    }

    private void line(Map<?, ?> row) {
        output().line(row.get("domain") + ": used " + QuotaVerbs.amounts(row.get("used")) + "; total "
                + QuotaVerbs.amounts(row.get("total")));
    }

    private static List<Map<?, ?>> rows(Object list) {
        return list instanceof List<?> rows
                ? rows.stream().<Map<?, ?>>map(row -> (Map<?, ?>) row).toList()
                : List.of();
    }
}
