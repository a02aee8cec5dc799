package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one accepted call does, step by step: fields of its user by key, and things of the community by a name that
 * starts with {@value #THING}. Written to the record first, then done; a restart does it again from the record.
 */
final class Deed {
    static final String THING = "@";

    private final String operation;
    private final @Nullable User user;
    private final String email;
    private final List<Step> steps = new ArrayList<>();

    /** One change with its old and new value; a thing stands as JSON or by its id. */
    record Step(
            String field,
            String operator,
            @Nullable String before,
            @Nullable String after) {}

    private Deed(String operation, @Nullable User user, String email) {
        this.operation = operation;
        this.user = user;
        this.email = email;
    }

    /** A deed that concerns no user. */
    static Deed of(Call call) {
        return new Deed(call.operation().id(), null, "");
    }

    static Deed of(Call call, User user) {
        return new Deed(call.operation().id(), user, String.valueOf(user.value(UserStore.EMAIL)));
    }

    Deed field(String key, String operator, @Nullable String before, @Nullable String after) {
        steps.add(new Step(key, operator, before, after));
        return this;
    }

    Deed thing(String kind, String operator, @Nullable String before, @Nullable String after) {
        return field(THING + kind, operator, before, after);
    }

    Deed thing(String kind, String operator, JsonNode after) {
        return thing(kind, operator, null, after.toString());
    }

    String operation() {
        return operation;
    }

    @Nullable
    User user() {
        return user;
    }

    String email() {
        return email;
    }

    List<Step> steps() {
        return steps;
    }
}
