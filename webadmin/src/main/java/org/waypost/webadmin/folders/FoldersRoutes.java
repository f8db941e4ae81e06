package org.waypost.webadmin.folders;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaLimitValue;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaManager.Quotas;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.webadmin.accounts.Refusals;
import spark.Request;
import spark.Response;
import spark.Service;

/** The routes under {@code /waypost/folders}; each is described in docs/folders.md. */
public final class FoldersRoutes implements Routes {
    static final String BASE = "/waypost/folders";
    private static final String USER = BASE + "/:user";

    private final Folders folders;
    private final FolderRights rights;
    private final QuotaManager quotas;
    private final UserQuotaRootResolver roots;

    @Inject
    FoldersRoutes(Folders folders, FolderRights rights, QuotaManager quotas, UserQuotaRootResolver roots) {
        this.folders = folders;
        this.rights = rights;
        this.quotas = quotas;
        this.roots = roots;
    }

    private interface Answer {
        ObjectNode to(Username user, Request request, Response response)
                throws MailboxException, UsersRepositoryException;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.get(USER, (request, response) -> answer(request, response, (user, in, out) -> list(user)));
        http.post(USER, (request, response) -> answer(request, response, this::create));
        http.post(USER + "/rename", (request, response) -> answer(request, response, this::rename));
        http.delete(USER, (request, response) -> answer(request, response, this::delete));
        http.get(
                USER + "/rights",
                (request, response) ->
                        answer(request, response, (user, in, out) -> told(rights.list(user, in.queryParams("name")))));
        http.put(USER + "/rights", (request, response) -> answer(request, response, this::grant));
        http.delete(
                USER + "/rights",
                (request, response) -> answer(request, response, (user, in, out) -> {
                    rights.remove(user, in.queryParams("name"), in.queryParams("to"));
                    return told(rights.list(user, in.queryParams("name")));
                }));
    }

    private static String answer(Request request, Response response, Answer answer)
            throws MailboxException, UsersRepositoryException {
        try {
            return SettingsFormat.json(answer.to(Username.of(request.params("user")), request, response));
        } catch (FolderRefused e) {
            throw ErrorResponder.builder()
                    .statusCode(e.status())
                    .type(e.status() == 404 ? ErrorType.NOT_FOUND : ErrorType.INVALID_ARGUMENT)
                    .message("%s", e.getMessage())
                    .haltError();
        } catch (SettingRefused e) {
            throw Refusals.refused(e);
        }
    }

    private ObjectNode list(Username user) throws MailboxException, UsersRepositoryException {
        ObjectNode answer = SettingsFormat.object();
        answer.put("user", user.asString());
        answer.putArray("folders");
        for (Folders.Folder folder : folders.list(user)) {
            ObjectNode one = answer.withArray("folders")
                    .addObject()
                    .put("name", folder.name())
                    .put("id", folder.id())
                    .put("messages", folder.messages())
                    .put("unseen", folder.unseen());
            one.set("rights", told(folder.rights()));
        }
        Quotas used = quotas.getQuotas(roots.forUser(user));
        answer.set(
                "size",
                amount(
                        used.getStorageQuota().getUsed().asLong(),
                        used.getStorageQuota().getLimit()));
        answer.set(
                "count",
                amount(
                        used.getMessageQuota().getUsed().asLong(),
                        used.getMessageQuota().getLimit()));
        return answer;
    }

    private static ObjectNode amount(long used, QuotaLimitValue<?> limit) {
        ObjectNode amount = SettingsFormat.object().put("used", used);
        if (limit.isLimited()) {
            amount.put("limit", limit.asLong());
        }
        return amount;
    }

    private ObjectNode create(Username user, Request request, Response response)
            throws MailboxException, UsersRepositoryException {
        String name = text(request, "name");
        folders.create(user, name);
        response.status(201);
        return SettingsFormat.object().put("name", name);
    }

    private ObjectNode rename(Username user, Request request, Response response)
            throws MailboxException, UsersRepositoryException {
        String from = text(request, "from");
        String to = text(request, "to");
        folders.rename(user, from, to);
        return SettingsFormat.object().put("from", from).put("to", to);
    }

    private ObjectNode delete(Username user, Request request, Response response)
            throws MailboxException, UsersRepositoryException {
        ObjectNode answer = SettingsFormat.object();
        answer.putArray("deleted");
        folders.delete(user, request.queryParams("name"), "true".equals(request.queryParams("all")))
                .forEach(name -> answer.withArray("deleted").add(name));
        return answer;
    }

    private ObjectNode grant(Username user, Request request, Response response)
            throws MailboxException, UsersRepositoryException {
        String folder = request.queryParams("name");
        rights.set(user, folder, request.queryParams("to"), text(request, "rights"));
        return told(rights.list(user, folder));
    }

    private static ObjectNode told(Map<String, String> rights) {
        ObjectNode answer = SettingsFormat.object();
        rights.forEach(answer::put);
        return answer;
    }

    private static String text(Request request, String key) {
        ObjectNode body = SettingsFormat.object(request.body());
        if (!body.path(key).isTextual()) {
            throw new SettingRefused(key, body.get(key), "text");
        }
        return body.get(key).textValue();
    }
}
