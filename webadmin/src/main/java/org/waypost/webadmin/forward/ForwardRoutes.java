package org.waypost.webadmin.forward;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.waypost.policy.forward.ForwardTrial;
import spark.Request;
import spark.Response;
import spark.Service;

/** The routes under {@code /waypost/forward}; described in docs/webadmin.md. */
public final class ForwardRoutes implements Routes {
    static final String BASE = "/waypost/forward";

    private final ForwardTrial trial;
    private final JsonTransformer json;

    @Inject
    ForwardRoutes(ForwardTrial trial, JsonTransformer json) {
        this.trial = trial;
        this.json = json;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.get(BASE + "/:address/test", this::test, json);
    }

    private Map<String, List<ForwardTrial.Step>> test(Request request, Response response) throws Exception {
        MailAddress address = address("address", request.params("address"));
        MaybeSender sender = Optional.ofNullable(request.queryParams("sender"))
                .filter(text -> !text.isEmpty())
                .map(text -> MaybeSender.of(address("sender", text)))
                .orElse(MaybeSender.nullSender());
        List<ForwardTrial.Step> steps = trial.of(sender, address);
        if (steps.isEmpty()) {
            throw ErrorResponder.builder()
                    .statusCode(404)
                    .type(ErrorResponder.ErrorType.NOT_FOUND)
                    .message("nobody has the address %s", address.asString())
                    .haltError();
        }
        return Map.of("steps", steps);
    }

    private static MailAddress address(String field, String text) {
        try {
            return new MailAddress(text);
        } catch (AddressException e) {
            throw ErrorResponder.builder()
                    .statusCode(400)
                    .type(ErrorResponder.ErrorType.INVALID_ARGUMENT)
                    .message("%s is '%s', expected a mail address such as bob@example.org", field, text)
                    .haltError();
        }
    }
}
