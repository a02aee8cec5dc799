package ai.returning.routes.emulator;

import ai.returning.routes.emulator.Messages.Message;
import ai.returning.routes.emulator.Messages.Reaction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Messages in the channels of the profile. */
final class MessageHandlers {
    private static final int DEFAULT_COUNT = 50;
    private static final int MAX_COUNT = 200;

    private final Community community;
    private final UserStore users;

    MessageHandlers(Community community) {
        this.community = community;
        this.users = community.users();
    }

    @Behaviour(
            of = "getMessages",
            does = "Shows messages of a user, a channel or all, newest first, 50 of them or count up to 200; total"
                    + " counts all that match, an unknown user or channel has none.")
    @Documented(
            page = "https://dev.returning.ai/messaging/get-messages",
            asOf = "2026-04",
            except = "order, figures, and what an unknown user or channel does")
    HttpReply list(Call call) throws RefusedException {
        int count = call.number("count", DEFAULT_COUNT, 1, MAX_COUNT);
        List<Message> hits = community.messages().newestFirst(wanted(call));
        ObjectNode data = Things.object().put("total", hits.size());
        ArrayNode list = data.putArray("messages");
        hits.stream().limit(count).forEach(message -> list.add(shown(message)));
        return call.ok(community.profile().text("messages-shown"), data);
    }

    private Predicate<Message> wanted(Call call) {
        Predicate<Message> wanted = message -> true;
        String channel = call.query().get("channel_id");
        if (channel != null) {
            wanted = wanted.and(message -> message.channel().equals(channel));
        }
        String id = call.query().get("user_id");
        if (id != null) {
            wanted = wanted.and(by(users.byId(id)));
        }
        String email = call.query().get("email");
        return email == null ? wanted : wanted.and(by(users.byEmail(email)));
    }

    private static Predicate<Message> by(@Nullable User user) {
        return message -> user != null && message.user() == user.number();
    }

    private ObjectNode shown(Message message) {
        ObjectNode node = Things.object().put("id", message.id()).put("message", message.text());
        ObjectNode author = node.putObject("user");
        User user = users.numbered(message.user());
        if (user != null) {
            author.put("user_id", user.shortId()).put("email", users.value(user, UserStore.EMAIL));
        }
        Profile.Channel channel = community.profile().channel(message.channel());
        node.putObject("channel")
                .put("channel_id", message.channel())
                .put("name", channel == null ? "" : channel.name());
        return node.put("timestamp", message.time());
    }

    @Behaviour(
            of = "sendMessage",
            does =
                    "Posts a message in the name of a user and answers no id. An unknown channel, topic or sender is 404;"
                            + " a forum channel without forumTopicId is 400.")
    @Documented(
            page = "https://dev.returning.ai/api-15023884",
            asOf = "2026-04",
            except = "the answers to errors, and that each call posts once more")
    HttpReply send(Call call) throws RefusedException, IOException {
        JsonNode body = BodyCheck.of(call)
                .texts("channelId", "message", "sender")
                .optionalTexts("forumTopicId")
                .done();
        Profile.Channel channel =
                community.profile().channel(body.path("channelId").asText());
        if (channel == null) {
            throw RefusedException.assumed(404, "Channel not found");
        }
        String topic = topic(channel, body.path("forumTopicId").asText());
        User sender = sender(body);
        Message message = message(body.path("message").asText(), sender.number(), channel.id(), topic, "");
        community.commit(Deed.of(call, sender).thing("message", "create", message.json()));
        return call.done(community.profile().text("message-sent"));
    }

    private static String topic(Profile.Channel channel, String topic) throws RefusedException {
        if (!channel.type().equals("forum")) {
            return "";
        }
        if (topic.isEmpty()) {
            throw RefusedException.invalid("forumTopicId", "is required in a forum channel");
        }
        if (!channel.topics().contains(topic)) {
            throw RefusedException.assumed(404, "Forum topic not found");
        }
        return topic;
    }

    @Behaviour(
            of = "replyMessage",
            does = "Posts an answer into the channel of a message; an unknown message or sender is 404.")
    @Assumed(why = "only its body is known, from a public connector")
    HttpReply reply(Call call) throws RefusedException, IOException {
        JsonNode body =
                BodyCheck.of(call).texts("messageId", "message", "sender").done();
        Message first = found(body);
        User sender = sender(body);
        Message message =
                message(body.path("message").asText(), sender.number(), first.channel(), first.topic(), first.id());
        community.commit(Deed.of(call, sender).thing("message", "create", message.json()));
        return call.done(community.profile().text("reply-sent"));
    }

    @Behaviour(
            of = "reactMessage",
            does = "Puts an emoji on a message; the same emoji of the same user again has no effect. An unknown message"
                    + " or sender is 404.")
    @Assumed(why = "only its body is known, from a public connector")
    HttpReply react(Call call) throws RefusedException, IOException {
        JsonNode body = BodyCheck.of(call).texts("messageId", "emoji", "sender").done();
        User sender = sender(body);
        Reaction reaction = new Reaction(found(body).id(), body.path("emoji").asText(), sender.number());
        if (!community.messages().has(reaction)) {
            community.commit(Deed.of(call, sender).thing("reaction", "add", reaction.json()));
        }
        return call.done(community.profile().text("reaction-added"));
    }

    /** A message that is posted now. */
    Message message(String text, int user, String channel, String topic, String replyTo) {
        return new Message(
                Ids.fresh(community.now()), text, user, channel, topic, replyTo, Things.time(community.now()));
    }

    private Message found(JsonNode body) throws RefusedException {
        Message message = community.messages().find(body.path("messageId").asText());
        if (message == null) {
            throw RefusedException.assumed(404, "Message not found");
        }
        return message;
    }

    private User sender(JsonNode body) throws RefusedException {
        User sender = users.sender(body.path("sender").asText());
        if (sender == null) {
            throw RefusedException.assumed(404, "Sender not found");
        }
        return sender;
    }
}
