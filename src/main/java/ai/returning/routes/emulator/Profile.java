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

/** The data file behind everything that is assumed: prefixes, default fields, texts. */
record Profile(Map<String, Server> servers, List<UserField> defaultFields, Map<String, String> texts) {

    record Server(List<String> prefixes, String envelope) {}

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
        List<UserField> fields = root.require("default-fields").entries().entrySet().stream()
                .map(entry -> field(entry.getKey(), entry.getValue()))
                .toList();
        Map<String, String> texts = new LinkedHashMap<>();
        root.require("texts").entries().forEach((key, node) -> texts.put(key, node.text()));
        return new Profile(servers, fields, texts);
    }

    private static Server server(YamlNode node) {
        List<String> prefixes =
                node.require("prefixes").items().stream().map(YamlNode::text).toList();
        return new Server(prefixes, node.require("envelope").text());
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
