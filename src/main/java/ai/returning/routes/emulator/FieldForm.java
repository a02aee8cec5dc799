package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How answers show a user field. */
final class FieldForm {
    private final UserStore users;
    private final String communityId;

    FieldForm(UserStore users, String communityId) {
        this.users = users;
        this.communityId = communityId;
    }

    @Behaviour(
            of = "user fields",
            does = "A field that a call created names a creator and its times; a default or seeded one has the creator"
                    + " null.")
    @Documented(
            page = "https://dev.returning.ai/create-user-field",
            asOf = "2026-04",
            except = "that a default field has no creator, and who the creator is")
    ObjectNode of(int place) {
        FieldCatalog.Slot slot = users.slot(place);
        ObjectNode node = Things.object()
                .put("_id", Ids.field(place))
                .put("field", slot.field().key())
                .put("name", slot.field().name())
                .put("type", slot.field().type().word());
        if (slot.created() == null || slot.updated() == null) {
            return node.putNull("creator");
        }
        node.putObject("creator")
                .put("_id", "66b1d0a4c5e2f30011aa0011")
                .put("id", 1)
                .put("avatar", "")
                .put("displayName", "API key")
                .put("username", "api-key");
        return node.put("communityId", communityId)
                .put("createdAt", Things.time(slot.created()))
                .put("updatedAt", Things.time(slot.updated()));
    }
}
