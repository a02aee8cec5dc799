package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.YamlNode;
import java.util.Optional;

/** Follows {@code $ref} inside the file. */
final class Refs {
    private static final int MAX_HOPS = 10;

    private final YamlNode root;

    Refs(YamlNode root) {
        this.root = root;
    }

    /** The node itself, or what its {@code $ref} points at. */
    YamlNode resolve(YamlNode node) {
        YamlNode target = node;
        for (int hops = 0; hops < MAX_HOPS; hops++) {
            Optional<YamlNode> ref = target.find("$ref");
            if (ref.isEmpty()) {
                return target;
            }
            target = follow(ref.get());
        }
        throw node.wrong(ErrorCode.CONTRACT_INVALID, "this $ref leads round in a circle");
    }

    private YamlNode follow(YamlNode ref) {
        if (!ref.text().startsWith("#/")) {
            throw ref.wrong(ErrorCode.CONTRACT_INVALID, "'" + ref.text() + "' must point into this file (#/...)");
        }
        YamlNode target = root;
        for (String step : ref.text().substring(2).split("/", -1)) {
            YamlNode next = target.get(step.replace("~1", "/").replace("~0", "~"));
            if (next == null) {
                throw ref.wrong(ErrorCode.CONTRACT_INVALID, "'" + ref.text() + "' points at nothing");
            }
            target = next;
        }
        return target;
    }
}
