package org.waypost.webadmin.listener;

import static spark.Spark.halt;

import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.apache.james.webadmin.utils.JsonExtractException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spark.Service;

/** What WebAdmin says when something went wrong: JSON, with the words of James' routes. */
final class Errors {
    private static final Logger LOGGER = LoggerFactory.getLogger(Errors.class);

    private Errors() {}

    static void configure(Service http) {
        http.notFound((request, response) -> body(
                404, ErrorType.NOT_FOUND, request.requestMethod() + " " + request.pathInfo() + " is not there", null));
        http.internalServerError((request, response) ->
                body(500, ErrorType.SERVER_ERROR, "An error inside the server; its log says more", null));
        http.exception(JsonExtractException.class, (e, request, response) -> {
            response.status(400);
            response.body(body(
                    400,
                    ErrorType.INVALID_ARGUMENT,
                    "The content of the request is not the JSON that was expected",
                    e));
        });
        http.exception(IllegalArgumentException.class, (e, request, response) -> {
            response.status(400);
            response.body(body(400, ErrorType.INVALID_ARGUMENT, "The request is not valid", e));
        });
        http.exception(Exception.class, (e, request, response) -> {
            LOGGER.error("WebAdmin could not answer {} {}", request.requestMethod(), request.pathInfo(), e);
            response.status(500);
            response.body(body(500, ErrorType.SERVER_ERROR, "An error inside the server; its log says more", null));
        });
    }

    static RuntimeException refuse(int status, String words) {
        return halt(status, body(status, ErrorType.WRONG_STATE, words, null));
    }

    private static String body(int status, ErrorType type, String words, Exception cause) {
        ErrorResponder responder =
                ErrorResponder.builder().statusCode(status).type(type).message("%s", words);
        return (cause == null ? responder : responder.cause(cause)).asString();
    }
}
