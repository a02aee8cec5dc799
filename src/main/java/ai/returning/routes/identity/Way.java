package ai.returning.routes.identity;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.Priority;
import ai.returning.routes.contract.IdentityMark;
import ai.returning.routes.contract.IdentityMark.Request;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.UserKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One operation that tells names of users. */
record Way(Operation operation, IdentityMark mark) {
    private static final int LONGEST = 400;

    /** By which of the known names it can be asked: the first that the contract names. */
    Optional<UserKind> askedBy(Set<UserKind> known) {
        return mark.ask().keySet().stream().filter(known::contains).findFirst();
    }

    boolean isList() {
        return mark.ask().isEmpty();
    }

    ApiCall call(UserKind kind, String value, Map<String, String> community, Priority priority) {
        Request request = mark.ask().get(kind);
        if (request == null) {
            throw new IllegalArgumentException(operation.id() + " cannot be asked by " + kind);
        }
        Map<String, String> parameters = new LinkedHashMap<>(community);
        parameters.putAll(request.parametersFor(value));
        ApiCall call = new ApiCall(operation.id(), parameters, null, null).priority(priority);
        return request.bodyFor(value).map(call::json).orElse(call);
    }

    /** The names that the payload, or an item of a list, shows. */
    Map<UserKind, String> shown(JsonNode shows) {
        Map<UserKind, String> names = new EnumMap<>(UserKind.class);
        mark.shows().forEach((kind, pointer) -> {
            JsonNode value = shows.at(pointer);
            String text = value.isValueNode() ? value.asText("").strip() : "";
            if (!text.isEmpty() && !value.isNull() && text.length() <= LONGEST) {
                names.put(kind, text);
            }
        });
        return names;
    }

    Sighting sighting(Map<UserKind, String> names) {
        return new Sighting(names, operation.id(), operation.evidence());
    }
}
