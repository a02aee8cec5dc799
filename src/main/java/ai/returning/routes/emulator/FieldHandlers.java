package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;

/** Single user fields: show, create, change, delete. */
final class FieldHandlers {
    private static final Set<String> TYPES =
            Set.of("single-line-text", "multi-line-text", "numerical", "date", "text", "number");
    private static final int MAX_KEY = 50;
    private static final int MAX_NAME = 100;

    private final Community community;
    private final UserStore users;
    private final FieldForm form;

    FieldHandlers(Community community) {
        this.community = community;
        this.users = community.users();
        this.form = new FieldForm(users, community.id());
    }

    @Behaviour(of = "getUserField", does = "Shows one field; an unknown one is 404, a malformed id 400.")
    @Assumed(why = "known by name only")
    HttpReply show(Call call) throws RefusedException {
        return call.ok(community.profile().text("field-shown"), form.of(place(call)));
    }

    @Behaviour(
            of = "createUserField",
            does = "Creates a custom field without values; white space in its key becomes hyphens. A key in use is 409,"
                    + " a type that the update page does not list is 400.")
    @Documented(
            page = "https://dev.returning.ai/create-user-field",
            asOf = "2026-04",
            except = "the 409, and field in the answer, which the sample leaves out")
    HttpReply create(Call call) throws RefusedException, IOException {
        JsonNode body = typed(BodyCheck.of(call).text("field", MAX_KEY)).done();
        String key = body.path("field").asText().strip().replaceAll("\\s+", "-");
        if (users.anyIndex(key) >= 0 || key.startsWith(Deed.THING)) {
            throw RefusedException.assumed(409, "A field with this key exists already");
        }
        UserField field = field(key, body);
        ObjectNode shown = form.of(users.createField(field, community.now()));
        community.commit(Deed.of(call).thing("field", "create", shown));
        return call.created(community.profile().text("field-created"), shown);
    }

    private static BodyCheck typed(BodyCheck check) {
        return check.text("name", MAX_NAME).word("type", TYPES);
    }

    private static UserField field(String key, JsonNode body) throws RefusedException {
        UserField.Type type = UserField.Type.of(body.path("type").asText());
        if (type == null) {
            throw RefusedException.invalid("type", "is not known");
        }
        return new UserField(key, body.path("name").asText(), type);
    }

    @Behaviour(
            of = "updateUserField",
            does = "Changes name and type; the key stays. A default field is 403; a type that a stored value does not"
                    + " fit is 409.")
    @Documented(
            page = "https://dev.returning.ai/api-18359704",
            asOf = "2026-04",
            except = "the 403 and the 409: what a new type does to stored values is not documented")
    HttpReply update(Call call) throws RefusedException, IOException {
        JsonNode body = typed(BodyCheck.of(call)).done();
        int place = customPlace(call);
        UserField field = field(users.field(place).key(), body);
        boolean fit = users.all().stream().allMatch(user -> FieldValues.fits(field.type(), users.value(user, place)));
        if (!fit) {
            throw RefusedException.assumed(409, "Stored values do not fit the type");
        }
        String before = form.of(place).toString();
        users.changeField(place, field, community.now());
        ObjectNode shown = form.of(place);
        community.commit(Deed.of(call).thing("field", "update", before, shown.toString()));
        return call.ok(community.profile().text("field-updated"), shown);
    }

    @Behaviour(
            of = "deleteUserField",
            does =
                    "Deletes a custom field with all values and history entries and shows it a last time; a default field"
                            + " is 403.")
    @Assumed(why = "known by name only")
    HttpReply delete(Call call) throws RefusedException, IOException {
        int place = customPlace(call);
        ObjectNode shown = form.of(place);
        users.deleteField(place, community.now());
        community.commit(Deed.of(call).thing("field", "delete", shown.toString(), null));
        return call.ok(community.profile().text("field-deleted"), shown);
    }

    private int customPlace(Call call) throws RefusedException {
        int place = place(call);
        if (users.isDefault(place)) {
            throw RefusedException.assumed(403, "A default field cannot be changed");
        }
        return place;
    }

    private int place(Call call) throws RefusedException {
        return place(users, call.pathParameter("fieldId"));
    }

    /** The place of a field that reads show, by its object id. */
    static int place(UserStore users, String fieldId) throws RefusedException {
        if (!Ids.isObjectId(fieldId)) {
            throw RefusedException.partial(400, "User field id is malformed");
        }
        int place = Ids.fieldOfObject(fieldId);
        if (place < 0 || place >= users.places() || !users.isVisible(place)) {
            throw RefusedException.partial(404, "User field not found");
        }
        return place;
    }
}
