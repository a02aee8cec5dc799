package ai.returning.routes.emulator;

import ai.returning.routes.contract.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/** The incoming webhooks of the community: calls that act without a user's login. */
final class WebhookHandlers {
    private static final String WHY = "bodies, URLs and answers are known by name only";

    private final Community community;
    private final UserStore users;
    private final MessageHandlers messages;
    private final WebhookOpener opener;
    private final String accepted;

    WebhookHandlers(Community community, MessageHandlers messages, WebhookOpener opener) {
        this.opener = opener;
        this.community = community;
        this.users = community.users();
        this.messages = messages;
        this.accepted = community.profile().text("webhook-accepted");
    }

    static boolean serves(Operation operation) {
        return operation.group().equals("incoming-webhooks");
    }

    @Behaviour(
            of = "sendMessageByWebhook",
            does = "Posts a message without author into the channel of the webhook; each call posts once more.")
    @Assumed(why = WHY)
    HttpReply message(Call call) throws RefusedException, IOException {
        Profile.Webhook webhook = webhook(call);
        String text = BodyCheck.of(opened(call))
                .texts("message")
                .done()
                .path("message")
                .asText();
        Deed deed = Deed.of(call)
                .thing(
                        "message",
                        "create",
                        messages.message(text, -1, webhook.channel(), "", "").json());
        community.commit(deed);
        return call.done(accepted);
    }

    @Behaviour(
            of = "updateUserFieldsByWebhook",
            does =
                    "Sets custom fields of one user, all or none; an unknown user is 404, an unknown or default field or a"
                            + " wrong type 400.")
    @Assumed(why = WHY)
    HttpReply fields(Call call) throws RefusedException, IOException {
        webhook(call);
        JsonNode body = BodyCheck.of(opened(call))
                .texts("email")
                .field("fields", node -> node.isObject() && !node.isEmpty(), "must be an object with a field")
                .done();
        User user = user(body);
        Deed deed = Deed.of(call, user);
        for (Map.Entry<String, JsonNode> entry : body.path("fields").properties()) {
            int place = users.fieldIndex(entry.getKey());
            String where = "fields." + entry.getKey();
            if (place < 0 || users.isDefault(place)) {
                throw RefusedException.invalid(where, "is no custom field of the community");
            }
            String value = FieldValues.stored(users.field(place), entry.getValue(), where);
            deed.field(entry.getKey(), "overwrite", users.value(user, place), value);
        }
        community.commit(deed);
        return call.done(accepted);
    }

    @Behaviour(
            of = "updateCurrencyByWebhook",
            does = "Adds amount to the coins of one user, a negative amount subtracts, each call once more; an unknown"
                    + " user is 404, a balance below zero 400.")
    @Assumed(why = WHY)
    HttpReply currency(Call call) throws RefusedException, IOException {
        webhook(call);
        JsonNode body =
                BodyCheck.of(opened(call)).texts("email").wholes("amount").done();
        User user = user(body);
        BigDecimal amount = body.path("amount").decimalValue();
        String before = users.value(user, users.fieldIndex("coins"));
        BigDecimal after = (before == null ? BigDecimal.ZERO : new BigDecimal(before)).add(amount);
        if (after.signum() < 0) {
            throw RefusedException.assumed(400, community.profile().text("row-negative"));
        }
        String operator = amount.signum() < 0 ? "subtract" : "add";
        community.commit(Deed.of(call, user).field("coins", operator, before, after.toPlainString()));
        return call.done(accepted);
    }

    @Behaviour(
            of = "incoming webhooks",
            does = "The URL names the webhook: one that does not exist, or is of another kind, is 404.")
    @Assumed(why = WHY)
    Profile.Webhook webhook(Call call) throws RefusedException {
        Profile.Webhook webhook = community.profile().webhooks().get(call.pathParameter("webhookId"));
        if (webhook == null || !webhook.operation().equals(call.operation().id())) {
            throw RefusedException.assumed(404, "Webhook not found");
        }
        return webhook;
    }

    private Call opened(Call call) throws RefusedException {
        return opener.open(call.pathParameter("webhookId"), call);
    }

    private User user(JsonNode body) throws RefusedException {
        User user = users.byEmail(body.path("email").asText());
        if (user == null) {
            throw RefusedException.assumed(404, "User not found");
        }
        return user;
    }
}
