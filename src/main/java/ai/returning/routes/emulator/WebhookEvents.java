package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The events of the community: made of its changes, or on command, and posted to those who want them. */
final class WebhookEvents implements AutoCloseable {
    static final String JOINED = "user_join_server";
    static final String VISITED = "user_visit_server";
    static final String POSTED = "new_message";
    static final String POSTED_TO_CHANNEL = "new_message_channel";
    static final String PURCHASED = "purchased_store_item";
    static final List<String> ALL = List.of(JOINED, VISITED, POSTED, POSTED_TO_CHANNEL, PURCHASED);

    private final Community community;
    private final WebhookSender sender;
    private final List<WebhookTarget> targets = new CopyOnWriteArrayList<>();

    WebhookEvents(Community community, Knobs knobs) {
        this.community = community;
        this.sender = new WebhookSender(knobs);
    }

    void add(WebhookTarget target) {
        targets.add(target);
    }

    List<WebhookDelivery> deliveries() {
        return sender.deliveries();
    }

    /** Tells what a call did. Called under the lock of the community, so the events have the order of the changes. */
    void done(Deed deed) {
        if (targets.isEmpty()) {
            return;
        }
        for (Deed.Step step : deed.steps()) {
            User user = deed.user();
            if (step.field().equals("@user") && step.operator().equals("create") && user != null) {
                joined(user);
            } else if (step.field().equals("@message")) {
                posted(Things.read(step.after()));
            }
        }
    }

    @Behaviour(
            of = "outgoing webhooks",
            does = "A user who is created, by a call or a row of an import, joins; a message, of a user or a webhook,"
                    + " makes both message events. Visits and purchases are made on command.")
    @Assumed(why = "the events are known by name only; bodies borrow the words of getMessages")
    void joined(User user) {
        if (targets.isEmpty()) {
            return;
        }
        emit(JOINED, body(JOINED, user));
    }

    private void posted(ObjectNode message) {
        User user = community.users().numbered(message.path("user").asInt());
        for (String event : List.of(POSTED, POSTED_TO_CHANNEL)) {
            ObjectNode body = body(event, user);
            body.putObject("message")
                    .put("id", message.path("id").asText())
                    .put("message", message.path("message").asText())
                    .put("timestamp", message.path("time").asText());
            channel(body, message.path("channel").asText());
            emit(event, body);
        }
    }

    private void channel(ObjectNode body, String id) {
        Profile.Channel channel = community.profile().channel(id);
        body.putObject("channel").put("channel_id", id).put("name", channel == null ? "" : channel.name());
    }

    /**
     * Posts an event that nobody caused.
     *
     * @param email the user; one the community does not know is named by the address alone
     * @param more members that are added or replaced
     * @return the body
     */
    ObjectNode send(String event, String email, JsonNode more) {
        if (!ALL.contains(event)
                && targets.stream().noneMatch(target -> target.event().equals(event))) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The emulator has no event '" + event + "'." + Nearest.hint(event, ALL)
                            + " Set up a webhook for it first, or take one of " + String.join(", ", ALL) + ".");
        }
        ObjectNode body;
        synchronized (community.users()) {
            body = body(event, community.users().byEmail(email));
            if (!body.path("user").has("user_id")) {
                body.withObject("/user").put("email", email);
            }
            standIns(event, body);
        }
        more.properties().forEach(member -> body.set(member.getKey(), member.getValue()));
        emit(event, body);
        return body;
    }

    /** What such an event has beside its user. */
    private void standIns(String event, ObjectNode body) {
        String id = Ids.fresh(community.now());
        String time = Things.time(community.now());
        if (event.equals(POSTED) || event.equals(POSTED_TO_CHANNEL)) {
            body.putObject("message")
                    .put("id", id)
                    .put("message", "Good evening")
                    .put("timestamp", time);
            channel(body, community.profile().channels().get(0).id());
        } else if (event.equals(PURCHASED)) {
            ObjectNode purchase = body.putObject("purchase").put("id", "ORD" + id);
            purchase.putObject("item").put("id", "66b1d0a4c5e2f30011aa00b0").put("name", "Mug");
            purchase.put("quantity", 1).put("price", 30).put("currency", "coins");
        }
    }

    private ObjectNode body(String event, @Nullable User user) {
        ObjectNode body = Things.object().put("event", event).put("timestamp", Things.time(community.now()));
        body.putObject("server")
                .put("id", community.id())
                .put("name", community.profile().text("community-name"));
        ObjectNode about = body.putObject("user");
        if (user != null) {
            about.put("user_id", user.shortId())
                    .put("username", user.username())
                    .put("email", community.users().value(user, UserStore.EMAIL));
        }
        return body;
    }

    private void emit(String event, ObjectNode body) {
        String text = body.toString();
        targets.stream()
                .filter(target -> target.event().equals(event))
                .forEach(target -> sender.add(new WebhookSender.Waiting(target, text)));
    }

    @Override
    public void close() {
        sender.close();
    }
}
