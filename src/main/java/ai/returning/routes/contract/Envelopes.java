package ai.returning.routes.contract;

import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The envelopes of the contract ({@code x-rai-envelopes}), each with those that are accepted in its place. */
final class Envelopes {
    private static final Set<String> KEYS = Set.of("payload", "message", "success", "success-values", "also");

    private final Map<String, List<Envelope>> accepted;

    private Envelopes(Map<String, List<Envelope>> accepted) {
        this.accepted = accepted;
    }

    static Envelopes read(YamlNode definitions) {
        Map<String, Envelope> byName = new LinkedHashMap<>();
        definitions.entries().forEach((name, node) -> byName.put(name, envelope(name, node)));
        Map<String, List<Envelope>> accepted = new LinkedHashMap<>();
        definitions.entries().forEach((name, node) -> {
            List<Envelope> all = new ArrayList<>();
            all.add(Fields.named(byName, node, name));
            node.find("also")
                    .ifPresent(also ->
                            also.items().forEach(other -> all.add(Fields.named(byName, other, other.text()))));
            accepted.put(name, List.copyOf(all));
        });
        return new Envelopes(accepted);
    }

    Set<String> names() {
        return accepted.keySet();
    }

    /** The envelope itself first; the name must be one of {@link #names()}. */
    List<Envelope> accepted(String name) {
        return accepted.getOrDefault(name, List.of());
    }

    private static Envelope envelope(String name, YamlNode node) {
        node.onlyKeys(KEYS);
        return new Envelope(
                name,
                Fields.pointer(node.require("payload")),
                node.find("message").map(Fields::pointers).orElse(List.of()),
                node.find("success").map(Fields::pointer).orElse(""),
                node.find("success-values").map(Fields::texts).orElse(List.of()));
    }
}
