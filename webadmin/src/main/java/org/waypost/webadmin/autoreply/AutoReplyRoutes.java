package org.waypost.webadmin.autoreply;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.apache.james.webadmin.utils.Responses;
import org.waypost.accounts.autoreply.AnsweredSenders;
import spark.Request;
import spark.Response;
import spark.Service;

/** The routes under {@code /waypost/autoreply}; described in docs/webadmin.md. */
public final class AutoReplyRoutes implements Routes {
    static final String BASE = "/waypost/autoreply";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** One sender as it is shown. */
    record Shown(String sender, String reply, String at, String until) {}

    private final AnsweredSenders answered;
    private final UsersRepository users;
    private final JsonTransformer json;

    @Inject
    AutoReplyRoutes(AnsweredSenders answered, UsersRepository users, JsonTransformer json) {
        this.answered = answered;
        this.users = users;
        this.json = json;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.get(BASE + "/:user/answered", this::list, json);
        http.delete(BASE + "/:user/answered", this::clear);
    }

    private Map<String, List<Shown>> list(Request request, Response response) throws UsersRepositoryException {
        return Map.of(
                "answered",
                answered.of(user(request))
                        .map(one -> new Shown(
                                one.sender(),
                                one.reply(),
                                one.at().toString(),
                                one.until().toString()))
                        .collectList()
                        .block(PATIENCE));
    }

    private String clear(Request request, Response response) throws UsersRepositoryException {
        answered.clear(user(request)).block(PATIENCE);
        return Responses.returnNoContent(response);
    }

    private Username user(Request request) throws UsersRepositoryException {
        String text = request.params("user");
        try {
            Username user = Username.of(text);
            if (users.contains(user)) {
                return user;
            }
        } catch (IllegalArgumentException e) {
            throw ErrorResponder.builder()
                    .statusCode(400)
                    .type(ErrorResponder.ErrorType.INVALID_ARGUMENT)
                    .message("user is '%s', expected a user such as bob@example.org", text)
                    .haltError();
        }
        throw ErrorResponder.builder()
                .statusCode(404)
                .type(ErrorResponder.ErrorType.NOT_FOUND)
                .message("there is no user %s", text)
                .haltError();
    }
}
