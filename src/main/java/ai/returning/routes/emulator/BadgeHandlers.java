package ai.returning.routes.emulator;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.UUID;

/** The legacy badge routes. */
final class BadgeHandlers {
    private static final String PAGE = "https://dev.returning.ai/api-8891815";

    private final Community community;
    private final Badges badges;
    private final Knobs knobs;

    BadgeHandlers(Community community, Knobs knobs) {
        this.community = community;
        this.badges = community.badges();
        this.knobs = knobs;
    }

    @Behaviour(of = "listBadges", does = "Lists all badges at once; awarded is \"true\" for one that somebody has.")
    @Assumed(why = "known by name only")
    HttpReply list(Call call) {
        ArrayNode body = Json.MAPPER.createArrayNode();
        badges.all().forEach(badge -> body.add(shown(badge, badges.awarded(id(badge)))));
        return call.ok(community.profile().text("badges-listed"), body);
    }

    @Behaviour(of = "createBadge", does = "Creates a badge; answers print numbers and booleans as strings.")
    @Documented(page = PAGE, asOf = "2026-04", except = "the text of the answer")
    HttpReply create(Call call) throws RefusedException, IOException {
        ObjectNode badge = checked(call);
        badge.put("id", UUID.randomUUID().toString());
        community.commit(Deed.of(call).thing("badge", "create", badge));
        return call.ok(community.profile().text("badge-saved"), shown(badge, false));
    }

    @Behaviour(of = "updateBadge", does = "Replaces a badge, whoever has it keeps it; an unknown one is 404.")
    @Documented(page = "https://dev.returning.ai/api-8891861", asOf = "2026-04", except = "the 404")
    HttpReply update(Call call) throws RefusedException, IOException {
        ObjectNode badge = checked(call);
        ObjectNode old = badge(call);
        badge.put("id", id(old));
        community.commit(Deed.of(call).thing("badge", "update", old.toString(), badge.toString()));
        return call.ok(community.profile().text("badge-saved"), shown(badge, badges.awarded(id(badge))));
    }

    @Behaviour(of = "deleteBadge", does = "Deletes a badge, also from those who have it; an unknown one is 404.")
    @Assumed(why = "known by name only")
    HttpReply delete(Call call) throws RefusedException, IOException {
        community.commit(Deed.of(call).thing("badge", "delete", badge(call).toString(), null));
        return call.ok(community.profile().text("badge-deleted"), Json.MAPPER.nullNode());
    }

    @Behaviour(
            of = "awardBadge",
            does = "Gives a badge, with awardXpQuantity as xp if award is on and awardCurrencyQuantity as coins if"
                    + " awardCurrency is on; answers the badges of the user. A second award is 200 without effect, or 409"
                    + " by a knob; an unknown user or badge is 404.")
    @Documented(
            page = "https://dev.returning.ai/gamification/award-user-badge",
            asOf = "2026-04",
            except = "what the badge gives along, the second award, the 404, and which badges the answer lists")
    HttpReply award(Call call) throws RefusedException, IOException {
        User user = user(call);
        ObjectNode badge = badge(call);
        if (!badges.has(user, id(badge))) {
            Deed deed = Deed.of(call, user).thing("award", "add", null, id(badge));
            grant(deed, user, "xp", Badges.grant(badge, "award", "awardXpQuantity"));
            grant(deed, user, "coins", Badges.grant(badge, "awardCurrency", "awardCurrencyQuantity"));
            community.commit(deed);
        } else if (knobs.secondAwardIsConflict) {
            throw RefusedException.assumed(409, "User has this badge already");
        }
        return call.ok(community.profile().text("badge-awarded"), of(user));
    }

    private void grant(Deed deed, User user, String key, long amount) {
        if (amount > 0) {
            String before = community.users().value(user, community.users().fieldIndex(key));
            BigDecimal old = before == null ? BigDecimal.ZERO : new BigDecimal(before);
            deed.field(key, "add", before, old.add(BigDecimal.valueOf(amount)).toPlainString());
        }
    }

    @Behaviour(
            of = "removeBadge",
            does = "Takes a badge and leaves what came with it; answers the badges that are left. A badge that the user"
                    + " does not have is 200 without effect; an unknown user or badge is 404.")
    @Documented(
            page = "https://dev.returning.ai/api-8891875",
            asOf = "2025-05",
            except = "the meaning of the list in the answer, a badge the user lacks, and the 404")
    HttpReply remove(Call call) throws RefusedException, IOException {
        User user = user(call);
        ObjectNode badge = badge(call);
        if (badges.has(user, id(badge))) {
            community.commit(Deed.of(call, user).thing("award", "remove", id(badge), null));
        }
        return call.ok(community.profile().text("badge-removed"), of(user));
    }

    private ArrayNode of(User user) {
        ArrayNode body = Json.MAPPER.createArrayNode();
        badges.of(user).forEach(badge -> body.add(shown(badge, true)));
        return body;
    }

    private static ObjectNode checked(Call call) throws RefusedException {
        return (ObjectNode) BodyCheck.of(call)
                .texts("title", "action")
                .optionalTexts("image", "description", "darkImage", "lightImage")
                .optionalCounts("quantity", "awardXpQuantity", "awardCurrencyQuantity")
                .optionalFlags("enabledDarkAndLight", "award", "awardCurrency", "attachRequired", "applied", "awarded")
                .done();
    }

    private User user(Call call) throws RefusedException {
        String id = BodyCheck.of(call)
                .field("userId", BadgeHandlers::isShortId, "must be the short id of a user, digits as text")
                .done()
                .path("userId")
                .asText();
        User user = community.users().byNumber(Ids.userNumber(id));
        if (user == null) {
            throw RefusedException.assumed(404, "User not found");
        }
        return user;
    }

    private static boolean isShortId(JsonNode node) {
        return node.isTextual() && node.asText().matches("[0-9]+");
    }

    private ObjectNode badge(Call call) throws RefusedException {
        ObjectNode badge = badges.find(call.pathParameter("badgeId"));
        if (badge == null) {
            throw RefusedException.assumed(404, "Badge not found");
        }
        return badge;
    }

    private static String id(ObjectNode badge) {
        return badge.path("id").asText();
    }

    private static ObjectNode shown(ObjectNode badge, boolean awarded) {
        return Things.object()
                .put("id", id(badge))
                .put("title", badge.path("title").asText())
                .put("action", badge.path("action").asText())
                .put("quantity", badge.path("quantity").asText("0"))
                .put("description", badge.path("description").asText())
                .put(
                        "attachRequired",
                        String.valueOf(badge.path("attachRequired").asBoolean()))
                .put("awarded", String.valueOf(awarded))
                .put("image", badge.path("image").asText());
    }
}
