package org.waypost.webadmin.access;

import static spark.Spark.halt;

import java.time.Duration;
import java.util.Optional;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.webadmin.listener.ClientAddress;
import spark.Request;
import spark.Response;

/**
 * Lets administrators pass, and nobody else: 401 without or with wrong credentials (RFC 9110 §15.5.2), 403 when they came in clear HTTP from
 * another machine, 429 with Retry-After (RFC 6585 §4) after too many failures.
 */
final class AdministratorFilter implements AuthenticationFilter {
    private static final Logger LOGGER = LoggerFactory.getLogger(AdministratorFilter.class);

    private final Administrators administrators;
    private final FailureLimit failures;

    AdministratorFilter(Administrators administrators, FailureLimit failures) {
        this.administrators = administrators;
        this.failures = failures;
    }

    @Override
    public void handle(Request request, Response response) {
        String authorization = request.headers("Authorization");
        if (authorization == null) {
            throw unauthorized(response, "Log in with the administrator's token or an administrator's password");
        }
        // RFC 7617 §4, RFC 6750 §5.3: credentials only over TLS.
        if (!request.raw().isSecure() && !ClientAddress.isLocal(request)) {
            throw refuse(
                    HttpStatus.FORBIDDEN_403,
                    "Credentials are taken over HTTPS only. Change this password: it was sent in clear text");
        }
        if (administrators.bearsToken(authorization)) {
            request.attribute(LOGIN, Administrators.TOKEN_BEARER);
            return;
        }
        request.attribute(LOGIN, identify(request, response, authorization));
    }

    private String identify(Request request, Response response, String authorization) {
        Optional<Duration> wait = failures.wait(request.ip());
        if (wait.isPresent()) {
            response.header("Retry-After", Long.toString(wait.get().toSeconds() + 1));
            throw refuse(HttpStatus.TOO_MANY_REQUESTS_429, "Too many failed attempts; wait before the next");
        }
        Optional<String> name = administrators.identify(authorization);
        if (name.isEmpty()) {
            failures.failed(request.ip());
            LOGGER.warn(
                    "WebAdmin: refused credentials from {} for {} {}",
                    request.ip(),
                    request.requestMethod(),
                    request.pathInfo());
            throw unauthorized(response, "These credentials are not an administrator's");
        }
        return name.get();
    }

    private static RuntimeException unauthorized(Response response, String words) {
        // RFC 9110 §11.6.1: one challenge for each scheme.
        response.raw().addHeader("WWW-Authenticate", "Bearer realm=\"Waypost WebAdmin\"");
        response.raw().addHeader("WWW-Authenticate", "Basic realm=\"Waypost WebAdmin\", charset=\"UTF-8\"");
        return refuse(HttpStatus.UNAUTHORIZED_401, words);
    }

    private static RuntimeException refuse(int status, String words) {
        return halt(
                status,
                ErrorResponder.builder()
                        .statusCode(status)
                        .type(ErrorResponder.ErrorType.WRONG_STATE)
                        .message("%s", words)
                        .asString());
    }
}
