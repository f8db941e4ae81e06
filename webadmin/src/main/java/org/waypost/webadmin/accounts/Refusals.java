package org.waypost.webadmin.accounts;

import java.util.function.Supplier;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.waypost.accounts.settings.SettingRefused;
import spark.HaltException;

/** How routes say no. */
public final class Refusals {
    private Refusals() {}

    /** The answer, or 400 with what was wrong: place, value and what was expected. */
    public static <T> T answer(Supplier<T> answer) {
        try {
            return answer.get();
        } catch (SettingRefused e) {
            throw refused(e);
        }
    }

    /** 400 with what was wrong. */
    public static HaltException refused(SettingRefused refused) {
        return ErrorResponder.builder()
                .statusCode(400)
                .type(ErrorType.INVALID_ARGUMENT)
                .message("%s", refused.getMessage())
                .haltError();
    }

    /** 404 with what isn't there. */
    public static HaltException notFound(String what) {
        return ErrorResponder.builder()
                .statusCode(404)
                .type(ErrorType.NOT_FOUND)
                .message("%s", what)
                .haltError();
    }
}
