package org.waypost.webadmin.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.webadmin.Routes;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.policy.rules.Decision;
import org.waypost.policy.rules.MessageView;
import org.waypost.policy.rules.ScopedRule;
import org.waypost.policy.rules.UserRules;
import org.waypost.webadmin.accounts.Refusals;
import spark.Request;
import spark.Response;
import spark.Service;

/** {@code POST /waypost/rules/{user}/try}: what the rules of a user would do with a message; described in docs/rules.md. */
public final class RulesRoutes implements Routes {
    static final String BASE = "/waypost/rules";

    private final UserRules rules;
    private final UsersRepository users;

    @Inject
    RulesRoutes(UserRules rules, UsersRepository users) {
        this.rules = rules;
        this.users = users;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.post(BASE + "/:user/try", this::attempt);
    }

    private String attempt(Request request, Response response) throws IOException, UsersRepositoryException {
        Username user = user(request.params("user"));
        if (!users.contains(user)) {
            throw Refusals.notFound("There is no user " + user.asString());
        }
        byte[] message = request.bodyAsBytes();
        if (message.length == 0) {
            throw Refusals.refused(new SettingRefused("the body", "", "a message (RFC 5322) as it came"));
        }
        List<ScopedRule> all = rules.of(user).block();
        MessageView view =
                MessageView.read(new ByteArrayInputStream(message), message.length, UserRules.lookAtBody(all));
        return SettingsFormat.json(told(UserRules.decide(all, view, sender(request.queryParams("sender")))));
    }

    private static ObjectNode told(Decision decision) {
        ObjectNode answer = SettingsFormat.object();
        answer.put("outcome", decision.outcome().name().toLowerCase(Locale.ROOT));
        decision.by().ifPresent(rule -> answer.put("rule", rule.rule().name()));
        decision.folder().ifPresent(folder -> answer.put("folder", folder));
        decision.flags().stream().sorted().forEach(flag -> answer.withArray("flags")
                .add(flag));
        decision.forwards().forEach(forward -> forward.to()
                .forEach(to -> answer.withArray("forward").add(to.asString())));
        answer.putArray("tried");
        for (Decision.Tried tried : decision.tried()) {
            answer.withArray("tried")
                    .addObject()
                    .put("rule", tried.rule().rule().name())
                    .put("scope", tried.rule().scope().asString())
                    .put("held", tried.held());
        }
        return answer;
    }

    private static Username user(String text) {
        try {
            return Username.of(text);
        } catch (IllegalArgumentException e) {
            throw Refusals.refused(new SettingRefused("user", text, "a user such as bob@example.org"));
        }
    }

    private static MaybeSender sender(String text) {
        if (text == null || text.isBlank() || text.equals("<>")) {
            return MaybeSender.nullSender();
        }
        try {
            return MaybeSender.of(new MailAddress(text));
        } catch (AddressException e) {
            throw Refusals.refused(new SettingRefused("sender", text, "a mail address such as bob@example.org"));
        }
    }
}
