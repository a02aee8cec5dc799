package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Creates, deletes and restores users. */
final class Accounts {
    private static final Map<String, String> NAMES = Map.of("firstname", "first_name", "lastname", "last_name");

    private final Community community;
    private final UserStore users;

    Accounts(Community community) {
        this.community = community;
        this.users = community.users();
    }

    @Behaviour(
            of = "createUser",
            does = "Creates a user with names, custom fields and zero balances; an address or name that any user has,"
                    + " deleted or not, is 409.")
    @Documented(
            page = "https://dev.returning.ai/users/create-user",
            asOf = "2026-04",
            except = "the answer, the 409, and which fields are required")
    HttpReply create(Call call) throws RefusedException, IOException {
        JsonNode body = checked(call);
        Map<String, String> values = values(body);
        String email = body.path("email").asText();
        String username = body.path("username").asText();
        if (users.taken(email, username)) {
            throw RefusedException.assumed(409, "A user with this e-mail address or username exists already");
        }
        User user = users.create(email, username, body.path("displayname").asText());
        Deed deed = Deed.of(call, user).thing("user", "create", null, user.shortId());
        values.forEach((key, value) -> deed.field(key, "overwrite", null, value));
        community.commit(deed);
        ObjectNode data = Things.object()
                .put("userId", user.shortId())
                .put("username", username)
                .put("email", email);
        return call.ok(community.profile().text("user-created"), data);
    }

    @Behaviour(
            of = "createUser",
            does = "A password without its confirmation or other than it is 400, and so is an externalId: the emulated"
                    + " community has no identifier field.")
    @Assumed(why = "the page names both, without the answer to a wrong use")
    JsonNode checked(Call call) throws RefusedException {
        BodyCheck check = BodyCheck.of(call)
                .anyTexts("firstname", "lastname", "displayname")
                .texts("username")
                .field("email", Accounts::isEmail, "must be an e-mail address")
                .wholes("accessLevel")
                .flags("joinServer", "sendEmail", "emailPassword")
                .optionalTexts("password", "confirmPassword", "emailTemplate", "referral");
        JsonNode body = check.body();
        boolean differ = !body.path("password").equals(body.path("confirmPassword"));
        JsonNode custom = body.path("customFields");
        return check.when(differ, "confirmPassword", "must equal password")
                .when(body.has("externalId"), "externalId", "is not set up in this community")
                .when(!custom.isMissingNode() && !custom.isArray(), "customFields", "must be a list")
                .done();
    }

    private static boolean isEmail(JsonNode node) {
        String text = node.asText();
        int at = text.indexOf('@');
        return node.isTextual()
                && at > 0
                && at == text.lastIndexOf('@')
                && at < text.length() - 1
                && text.chars().noneMatch(Character::isWhitespace);
    }

    private Map<String, String> values(JsonNode body) throws RefusedException {
        Map<String, String> values = new LinkedHashMap<>();
        NAMES.forEach((from, to) -> {
            String name = body.path(from).asText();
            if (!name.isEmpty()) {
                values.put(to, name);
            }
        });
        int at = 0;
        for (JsonNode entry : body.path("customFields")) {
            String where = "customFields[" + at++ + "]";
            UserField field = customField(entry.path("fieldIdorName").asText(), where);
            values.put(field.key(), FieldValues.stored(field, entry.path("value"), where + ".value"));
        }
        return values;
    }

    @Behaviour(
            of = "createUser",
            does = "fieldIdorName is the object id, the key or the name of a custom field; any other is 400.")
    @Documented(
            page = "https://dev.returning.ai/users/create-user",
            asOf = "2026-04",
            except = "that the key is taken too, and the 400")
    UserField customField(String idOrName, String where) throws RefusedException {
        int place = Ids.fieldOfObject(idOrName);
        if (place < 0 || place >= users.places() || !users.isVisible(place)) {
            place = byKeyOrName(idOrName);
        }
        if (place < 0 || users.isDefault(place)) {
            throw RefusedException.invalid(where + ".fieldIdorName", "is no custom field of the community");
        }
        return users.field(place);
    }

    private int byKeyOrName(String text) {
        int place = users.fieldIndex(text);
        for (int i = 0; place < 0 && i < users.places(); i++) {
            if (users.isVisible(i) && users.field(i).name().equals(text)) {
                place = i;
            }
        }
        return place;
    }

    @Behaviour(
            of = "manageUserAccount",
            does =
                    "delete hides a user from every read and bulk file, restore brings the user back with all values; the"
                            + " answer repeats the body. An unknown user is 404, one in that state already 409.")
    @Documented(
            page = "https://dev.returning.ai/apis/integration/manager-user-account",
            asOf = "2026-04",
            except = "the word restore, and the answers to errors")
    HttpReply manage(Call call) throws RefusedException, IOException {
        JsonNode body = BodyCheck.of(call)
                .word("action", Set.of("delete", "restore"))
                .texts("user")
                .done();
        User user = users.named(body.path("user").asText());
        if (user == null) {
            throw RefusedException.assumed(404, "User not found");
        }
        String action = body.path("action").asText();
        if (user.deleted() == action.equals("delete")) {
            throw RefusedException.assumed(409, "User is in that state already");
        }
        community.commit(Deed.of(call, user).thing("account", action, state(user.deleted()), state(!user.deleted())));
        ObjectNode echo = Things.object().put("action", action).put("user", user.username());
        return call.ok(null, echo);
    }

    private static String state(boolean deleted) {
        return deleted ? "deleted" : "active";
    }
}
