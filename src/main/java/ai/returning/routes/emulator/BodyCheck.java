package ai.returning.routes.emulator;

import ai.returning.routes.emulator.RefusedException.FieldError;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks at the fields of a JSON body, gathers all that is wrong, and refuses the call at the end. The rules are written
 * out here and not taken from the schemas of the contract: two readings of the same pages that check each other.
 */
final class BodyCheck {
    private static final String NOT_EMPTY = "must be a text that is not empty";

    private final String prefix;
    private final JsonNode body;
    private final List<FieldError> errors;

    private BodyCheck(String prefix, JsonNode body, List<FieldError> errors) {
        this.prefix = prefix;
        this.body = body;
        this.errors = errors;
    }

    @Behaviour(
            of = "bodies",
            does = "A body that is no JSON object, or lacks a required field, or has one of a wrong type, is 400.")
    @Documented(
            page = "https://dev.returning.ai/users/create-user",
            asOf = "2026-04",
            except = "which fields are required where the page does not say so, and the list of errors")
    static BodyCheck of(Call call) throws RefusedException {
        return new BodyCheck("", call.json(), new ArrayList<>());
    }

    /** The same check one object deeper; a missing object counts as empty. */
    BodyCheck in(String name) {
        JsonNode inner = body.path(name);
        boolean object = inner.isObject() || inner.isMissingNode();
        return new BodyCheck(name + ".", inner, errors).when(!object, "", "must be an object");
    }

    /** Required texts with at least one character. */
    BodyCheck texts(String... names) {
        for (String name : names) {
            rule(name, true, node -> node.isTextual() && !node.asText().isBlank(), NOT_EMPTY);
        }
        return this;
    }

    /** A required text of 1 to {@code most} characters. */
    BodyCheck text(String name, int most) {
        return rule(
                name,
                true,
                node -> node.isTextual()
                        && !node.asText().isBlank()
                        && node.asText().length() <= most,
                "must be a text of 1 to " + most + " characters");
    }

    /** Required texts that may be empty. */
    BodyCheck anyTexts(String... names) {
        for (String name : names) {
            rule(name, true, JsonNode::isTextual, "must be a text");
        }
        return this;
    }

    BodyCheck optionalTexts(String... names) {
        for (String name : names) {
            rule(name, false, JsonNode::isTextual, "must be a text");
        }
        return this;
    }

    BodyCheck wholes(String... names) {
        for (String name : names) {
            rule(name, true, JsonNode::isIntegralNumber, "must be a whole number");
        }
        return this;
    }

    /** Optional whole numbers that are not negative. */
    BodyCheck optionalCounts(String... names) {
        for (String name : names) {
            rule(
                    name,
                    false,
                    node -> node.isIntegralNumber() && node.asLong() >= 0,
                    "must be a whole number that is not negative");
        }
        return this;
    }

    BodyCheck flags(String... names) {
        for (String name : names) {
            rule(name, true, JsonNode::isBoolean, "must be true or false");
        }
        return this;
    }

    BodyCheck optionalFlags(String... names) {
        for (String name : names) {
            rule(name, false, JsonNode::isBoolean, "must be true or false");
        }
        return this;
    }

    BodyCheck word(String name, Set<String> words) {
        return rule(
                name,
                true,
                node -> words.contains(node.asText()),
                "must be one of " + String.join(", ", words.stream().sorted().toList()));
    }

    /** A required field that {@code fits}. */
    BodyCheck field(String name, Predicate<JsonNode> fits, String problem) {
        return rule(name, true, fits, problem);
    }

    /** Notes a problem where {@code wrong} holds. */
    BodyCheck when(boolean wrong, String name, String problem) {
        if (wrong) {
            String full = prefix + name;
            errors.add(new FieldError(full.endsWith(".") ? full.substring(0, full.length() - 1) : full, problem));
        }
        return this;
    }

    JsonNode body() {
        return body;
    }

    /** The body, or 400 with everything that is wrong. */
    JsonNode done() throws RefusedException {
        if (!errors.isEmpty()) {
            throw RefusedException.invalid(errors);
        }
        return body;
    }

    private BodyCheck rule(String name, boolean required, Predicate<JsonNode> fits, String problem) {
        JsonNode node = body.path(name);
        if (node.isMissingNode()) {
            return when(required, name, "is required");
        }
        return when(!fits.test(node), name, problem);
    }
}
