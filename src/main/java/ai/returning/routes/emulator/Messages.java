package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Messages and reactions, oldest first. Guarded by the lock of the community. */
final class Messages {
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Message> byId = new HashMap<>();
    private final Set<Reaction> reactions = new HashSet<>();
    private final Map<Integer, int[]> counts = new HashMap<>();

    /** A message; {@code user} is -1 for one that a webhook posted, {@code replyTo} is empty for a first word. */
    record Message(String id, String text, int user, String channel, String topic, String replyTo, String time) {
        ObjectNode json() {
            return Things.object()
                    .put("id", id)
                    .put("message", text)
                    .put("user", user)
                    .put("channel", channel)
                    .put("topic", topic)
                    .put("replyTo", replyTo)
                    .put("time", time);
        }
    }

    /** An emoji that a user put on a message. */
    record Reaction(String message, String emoji, int user) {
        ObjectNode json() {
            return Things.object().put("message", message).put("emoji", emoji).put("user", user);
        }
    }

    void post(Deed.Step step) {
        ObjectNode json = Things.read(step.after());
        Message message = new Message(
                json.path("id").asText(),
                json.path("message").asText(),
                json.path("user").asInt(),
                json.path("channel").asText(),
                json.path("topic").asText(),
                json.path("replyTo").asText(),
                json.path("time").asText());
        messages.add(message);
        byId.put(message.id(), message);
        counts(message.user())[0]++;
        counts(message.user())[1] += message.replyTo().isEmpty() ? 0 : 1;
    }

    void react(Deed.Step step) {
        ObjectNode json = Things.read(step.after());
        Reaction reaction = new Reaction(
                json.path("message").asText(),
                json.path("emoji").asText(),
                json.path("user").asInt());
        if (reactions.add(reaction)) {
            counts(reaction.user())[2]++;
        }
    }

    @Nullable
    Message find(String id) {
        return byId.get(id);
    }

    boolean has(Reaction reaction) {
        return reactions.contains(reaction);
    }

    /** Those that are wanted, newest first. */
    List<Message> newestFirst(Predicate<Message> wanted) {
        List<Message> found = new ArrayList<>();
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (wanted.test(messages.get(i))) {
                found.add(messages.get(i));
            }
        }
        return found;
    }

    int sentBy(User user) {
        return counts(user.number())[0];
    }

    int repliesBy(User user) {
        return counts(user.number())[1];
    }

    int reactionsBy(User user) {
        return counts(user.number())[2];
    }

    private int[] counts(int user) {
        return counts.computeIfAbsent(user, number -> new int[3]);
    }
}
