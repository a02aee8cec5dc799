package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Understands the filter of a user search: an exact value, or {@code gte} and {@code lte} for numbers and dates. */
final class UserFilter {
    private final UserStore users;

    UserFilter(UserStore users) {
        this.users = users;
    }

    @Behaviour(
            of = "searchUsers",
            does = "A filter is an exact value, or gte and lte for numbers and dates; e-mail addresses match in any"
                    + " case.")
    @Documented(
            page = "https://dev.returning.ai/get-users-with-filter",
            asOf = "2026-04",
            except = "letter case, and the refusal of anything else")
    Predicate<User> of(@Nullable JsonNode filter) throws RefusedException {
        Predicate<User> all = user -> true;
        if (filter == null || filter.isNull()) {
            return all;
        }
        if (!filter.isObject()) {
            throw RefusedException.partial(400, "filter must be an object");
        }
        for (Iterator<Map.Entry<String, JsonNode>> it = filter.fields(); it.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = it.next();
            all = all.and(column(entry.getKey(), entry.getValue()));
        }
        return all;
    }

    private Predicate<User> column(String key, JsonNode wanted) throws RefusedException {
        if (key.equals("userId")) {
            return user -> user.shortId().equals(wanted.asText());
        }
        if (key.equals("username")) {
            return user -> user.username().equals(wanted.asText());
        }
        int index = users.fieldIndex(key);
        if (index < 0) {
            throw RefusedException.assumed(400, "Unknown column: " + key);
        }
        UserField field = users.field(index);
        if (wanted.isObject()) {
            return range(index, field, wanted);
        }
        if (index == UserStore.EMAIL) {
            return user -> wanted.asText().equalsIgnoreCase(users.value(user, index));
        }
        if (field.type().isNumber()) {
            BigDecimal number = number(wanted.asText(), field);
            return user -> compare(field, users.value(user, index), number.toPlainString()) == 0;
        }
        return user -> wanted.asText().equals(users.value(user, index));
    }

    private Predicate<User> range(int index, UserField field, JsonNode wanted) throws RefusedException {
        if (!field.type().isNumber() && field.type() != UserField.Type.DATE) {
            throw RefusedException.assumed(400, "Column takes no range: " + field.key());
        }
        Predicate<User> all = user -> users.value(user, index) != null;
        for (Iterator<Map.Entry<String, JsonNode>> it = wanted.fields(); it.hasNext(); ) {
            Map.Entry<String, JsonNode> bound = it.next();
            String limit = field.type().isNumber()
                    ? number(bound.getValue().asText(), field).toPlainString()
                    : bound.getValue().asText();
            all = all.and(
                    switch (bound.getKey()) {
                        case "gte" -> user -> compare(field, users.value(user, index), limit) >= 0;
                        case "lte" -> user -> compare(field, users.value(user, index), limit) <= 0;
                        default -> throw RefusedException.assumed(400, "Unknown operator: " + bound.getKey());
                    });
        }
        return all;
    }

    private static int compare(UserField field, @Nullable String value, String limit) {
        if (value == null) {
            return -1;
        }
        return field.type().isNumber()
                ? new BigDecimal(value).compareTo(new BigDecimal(limit))
                : value.compareTo(limit);
    }

    private static BigDecimal number(String text, UserField field) throws RefusedException {
        BigDecimal number = Numbers.parse(text, false);
        if (number == null) {
            throw RefusedException.assumed(400, "Not a number: " + field.key());
        }
        return number;
    }
}
