package ai.returning.routes.emulator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A user in memory: values stand by the index of their field. Guarded by its store. */
final class User {
    private final int number;
    private final String username;
    private @Nullable String[] values;

    User(int number, String username, @Nullable String[] values) {
        this.number = number;
        this.username = username;
        this.values = values;
    }

    int number() {
        return number;
    }

    String shortId() {
        return Ids.shortId(number);
    }

    String username() {
        return username;
    }

    @Nullable
    String value(int field) {
        return field < values.length ? values[field] : null;
    }

    void set(int field, @Nullable String value) {
        if (field >= values.length) {
            values = Arrays.copyOf(values, field + 1);
        }
        values[field] = value;
    }
}
