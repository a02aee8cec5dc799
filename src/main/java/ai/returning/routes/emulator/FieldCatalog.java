package ai.returning.routes.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the users. Each has a place that never changes, so that values can stand by it; a deleted field leaves
 * its place empty, a hidden one shows in no read. Guarded by the store of users.
 */
final class FieldCatalog {
    private final List<Slot> slots = new ArrayList<>();
    private final Map<String, Integer> visible = new HashMap<>();
    private final Map<String, Integer> hidden = new HashMap<>();
    private final int defaults;

    /** A field as it stands; {@code created} is null for one that no call made. */
    record Slot(
            UserField field,
            boolean live,
            @Nullable Instant created,
            @Nullable Instant updated) {}

    FieldCatalog(List<UserField> defaultFields, List<UserField> hiddenFields) {
        defaultFields.forEach(field -> add(field, null));
        defaults = slots.size();
        for (UserField field : hiddenFields) {
            hidden.put(field.key(), slots.size());
            slots.add(new Slot(field, true, null, null));
        }
    }

    /** Adds a field and returns its place, or -1 when the key is taken. */
    int add(UserField field, @Nullable Instant created) {
        if (hidden.containsKey(field.key()) || visible.putIfAbsent(field.key(), slots.size()) != null) {
            return -1;
        }
        slots.add(new Slot(field, true, created, created));
        return slots.size() - 1;
    }

    void change(int place, UserField field, Instant now) {
        slots.set(place, new Slot(field, true, slots.get(place).created(), now));
    }

    void delete(int place, Instant now) {
        Slot old = slots.get(place);
        visible.remove(old.field().key());
        slots.set(place, new Slot(old.field(), false, old.created(), now));
    }

    Slot slot(int place) {
        return slots.get(place);
    }

    int size() {
        return slots.size();
    }

    /** True for a field that the system keeps. */
    boolean isDefault(int place) {
        return place < defaults;
    }

    /** True for a figure that the system keeps for every user. */
    boolean isBalance(int place) {
        boolean kept = isDefault(place) || hidden.containsValue(place);
        return kept && slots.get(place).field().type() == UserField.Type.INTEGER;
    }

    boolean isVisible(int place) {
        return slots.get(place).live()
                && !hidden.containsKey(slots.get(place).field().key());
    }

    /** The place of a field that reads show, or -1. */
    int visible(String key) {
        return visible.getOrDefault(key, -1);
    }

    /** The place of a hidden field, or -1. */
    int hidden(String key) {
        return hidden.getOrDefault(key, -1);
    }

    Set<String> keys() {
        return visible.keySet();
    }

    /** The fields that reads show, in order. */
    List<UserField> all() {
        List<UserField> fields = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            if (isVisible(i)) {
                fields.add(slots.get(i).field());
            }
        }
        return List.copyOf(fields);
    }
}
