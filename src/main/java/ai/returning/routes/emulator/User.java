package ai.returning.routes.emulator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A user in memory: values stand by the index of their field. Guarded by its store. */
final class User {
    private final int number;
    private final String username;
    private @Nullable String[] values;
    private @Nullable String displayName;
    private boolean deleted;

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

    /** The name shown; the user name where none was given. */
    String displayName() {
        return displayName == null ? username : displayName;
    }

    @Nullable
    String ownDisplayName() {
        return displayName;
    }

    void setDisplayName(@Nullable String name) {
        displayName = name;
    }

    boolean deleted() {
        return deleted;
    }

    void setDeleted(boolean gone) {
        deleted = gone;
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
