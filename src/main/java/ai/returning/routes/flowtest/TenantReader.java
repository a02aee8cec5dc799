package ai.returning.routes.flowtest;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code emulator:}. */
final class TenantReader {
    private TenantReader() {}

    static Tenant read(Values values) {
        ObjectNode knobs = Json.MAPPER.createObjectNode();
        values.find("knobs")
                .ifPresent(table -> table.node()
                        .entries()
                        .forEach((name, value) -> knobs.set(spelling(name), Values.json(value))));
        ArrayNode faults = Json.MAPPER.createArrayNode();
        values.find("faults").ifPresent(list -> list.items().forEach(rule -> faults.add(Values.json(rule.node()))));
        return new Tenant(true, users(values), knobs, faults, values.has("key"));
    }

    private static @Nullable List<Map<String, String>> users(Values values) {
        if (!values.has("users")) {
            return null;
        }
        List<Map<String, String>> users = new ArrayList<>();
        values.find("users")
                .ifPresent(list -> list.items()
                        .forEach(user -> users.add(
                                user.node().isMap()
                                        ? user.texts()
                                        : Map.of("email", user.node().text()))));
        return users;
    }

    /** {@code hide-job-queries} is {@code hideJobQueries} to the emulator. */
    private static String spelling(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("-", -1)) {
            camel.append(
                    camel.isEmpty() || word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}
