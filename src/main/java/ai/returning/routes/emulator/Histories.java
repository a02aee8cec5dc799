package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Dated values of user fields, as answers show them, oldest first. Guarded by the lock of the community. */
final class Histories {
    private final List<ObjectNode> entries = new ArrayList<>();

    void apply(Deed.Step step) {
        entries.add(Things.read(step.after()));
    }

    /** Drops the entries of a deleted field. */
    void forget(String fieldId) {
        entries.removeIf(entry -> entry.path("fieldId").asText().equals(fieldId));
    }

    List<ObjectNode> find(Predicate<ObjectNode> wanted) {
        return entries.stream().filter(wanted).toList();
    }
}
