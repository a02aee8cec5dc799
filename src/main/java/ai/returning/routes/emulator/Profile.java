package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data file behind everything that is assumed: prefixes, default fields, texts. */
record Profile(
        Map<String, Server> servers,
        Map<String, List<String>> alsoOn,
        List<UserField> defaultFields,
        List<UserField> hiddenFields,
        List<Channel> channels,
        List<Milestone> milestones,
        Map<String, Webhook> webhooks,
        Map<String, String> texts) {

    record Server(List<String> prefixes, String envelope) {}

    /** A channel; one of the type {@code forum} has topics. */
    record Channel(String id, String name, String type, List<String> topics) {}

    /** A goal that a user reaches when the field has the target. */
    record Milestone(String id, String name, String field, int target, int xp, int coins) {}

    /** An incoming webhook by its id: the operation that may call it, and the channel it posts into if any. */
    record Webhook(String operation, String channel) {}

    static Profile load(String name) {
        String file = name + ".yaml";
        try (InputStream in = Profile.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new RaiException(ErrorCode.BUG, "The emulator's profile " + file + " is not in the jar.");
            }
            return read(Yaml.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Profile read(YamlNode root) {
        Map<String, Server> servers = new LinkedHashMap<>();
        root.require("servers").entries().forEach((name, node) -> servers.put(name, server(node)));
        Map<String, List<String>> alsoOn = new LinkedHashMap<>();
        root.require("also-on").entries().forEach((group, names) -> alsoOn.put(group, texts(names)));
        Map<String, Webhook> webhooks = new LinkedHashMap<>();
        root.require("webhooks").entries().forEach((id, node) -> webhooks.put(id, webhook(node)));
        Map<String, String> texts = new LinkedHashMap<>();
        root.require("texts").entries().forEach((key, node) -> texts.put(key, node.text()));
        return new Profile(
                servers,
                alsoOn,
                fields(root.require("default-fields")),
                fields(root.require("hidden-fields")),
                root.require("channels").items().stream().map(Profile::channel).toList(),
                root.require("milestones").items().stream()
                        .map(Profile::milestone)
                        .toList(),
                webhooks,
                texts);
    }

    private static List<String> texts(YamlNode list) {
        return list.items().stream().map(YamlNode::text).toList();
    }

    private static List<UserField> fields(YamlNode node) {
        return node.entries().entrySet().stream()
                .map(entry -> field(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Channel channel(YamlNode node) {
        return new Channel(
                node.require("id").text(),
                node.require("name").text(),
                node.require("type").text(),
                node.find("topics").map(Profile::texts).orElse(List.of()));
    }

    private static Milestone milestone(YamlNode node) {
        return new Milestone(
                node.require("id").text(),
                node.require("name").text(),
                node.require("field").text(),
                Integer.parseInt(node.require("target").text()),
                Integer.parseInt(node.require("xp").text()),
                Integer.parseInt(node.require("coins").text()));
    }

    private static Webhook webhook(YamlNode node) {
        return new Webhook(
                node.require("operation").text(),
                node.find("channel").map(YamlNode::text).orElse(""));
    }

    /** The channel with this id, or null. */
    @Nullable
    Channel channel(String id) {
        return channels.stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static Server server(YamlNode node) {
        return new Server(
                texts(node.require("prefixes")), node.require("envelope").text());
    }

    private static UserField field(String key, YamlNode node) {
        UserField.Type type = UserField.Type.of(node.text());
        if (type == null) {
            throw node.wrong("'" + node.text() + "' is not a field type");
        }
        return new UserField(key, key, type);
    }

    String text(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new RaiException(ErrorCode.BUG, "The emulator's profile has no text '" + key + "'.");
        }
        return text;
    }

    /** The path that stands for a server: its name, then its usual prefix. */
    String basePath(String server) {
        Server found = servers.get(server);
        if (found == null) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The emulator has no server '" + server + "'." + Nearest.hint(server, servers.keySet()) + " Known: "
                            + String.join(", ", servers.keySet()) + ".");
        }
        return "/" + server + found.prefixes().get(0);
    }
}
