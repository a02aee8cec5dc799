package ai.returning.routes.emulator;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Reads of the user fields of a community. */
final class FieldQueries {
    private final UserStore users;
    private final Profile profile;
    private final String communityId;
    private final FieldForm form;

    FieldQueries(UserStore users, Profile profile, String communityId) {
        this.users = users;
        this.profile = profile;
        this.communityId = communityId;
        this.form = new FieldForm(users, communityId);
    }

    @Behaviour(
            of = "listUserFields",
            does = "Lists default and custom fields in one answer; with page or limit in pages, shown in"
                    + " meta.pagination.")
    @Assumed(why = "known by name only")
    HttpReply list(Call call) throws RefusedException {
        boolean home = call.key().communityId().equals(communityId);
        List<UserField> fields = home ? users.fields() : profile.defaultFields();
        boolean paged = call.query().containsKey("page") || call.query().containsKey("limit");
        int limit = call.number("limit", paged ? 20 : Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        Page<UserField> page = Page.of(fields, call.number("page", 1, 1, Integer.MAX_VALUE), limit);
        ArrayNode data = Json.MAPPER.createArrayNode();
        page.items().forEach(field -> data.add(form.of(users.fieldIndex(field.key()))));
        ObjectNode meta =
                Json.MAPPER.createObjectNode().put("status", "success").put("statusCode", 200);
        if (paged) {
            meta.putObject("pagination")
                    .put("page", page.number())
                    .put("limit", limit)
                    .put("total", page.total())
                    .put("totalPages", page.pages());
        }
        return call.ok(profile.text("fields-listed"), data, Map.of("meta", meta));
    }
}
