package ai.returning.routes.identity;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.TenantMark;
import ai.returning.routes.identity.Standing.Kind;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads out of one answer to which community its key belongs. */
final class Reading {
    private static final int LONGEST_ID = 60;
    private static final int NO_ROUTE = 404;

    private final Operation operation;
    private final TenantMark mark;
    private final String community;

    Reading(Operation operation, String community) {
        this.operation = operation;
        this.mark = TenantMark.of(operation).orElseThrow();
        this.community = community;
    }

    Standing answered(Answer answer) {
        Set<String> shown = shown(answer.payload());
        if (shown.isEmpty()) {
            return mark.acceptedProves()
                    ? new Standing(Kind.SAME, operation.id() + " was accepted for " + community + rest())
                    : Standing.unshown(operation.id() + " shows no community" + rest());
        }
        if (shown.size() > 1) {
            return Standing.unshown(operation.id() + " shows several communities, " + shown + rest());
        }
        String only = shown.iterator().next();
        return only.equalsIgnoreCase(community)
                ? new Standing(Kind.SAME, operation.id() + " shows " + community + rest())
                : other("shows the community " + only);
    }

    private Set<String> shown(JsonNode payload) {
        Set<String> shown = new TreeSet<>();
        mark.community().ifPresent(pointer -> {
            JsonNode at = payload.at(mark.items());
            Iterable<JsonNode> items = at.isArray() ? at : List.of(at);
            for (JsonNode item : items) {
                String id = item.at(pointer).asText("");
                if (!id.isEmpty()) {
                    shown.add(Redaction.clip(id, LONGEST_ID));
                }
            }
        });
        return shown;
    }

    Standing failed(Throwable failure) {
        if (!(failure instanceof CallFailedException call)) {
            String why = failure instanceof RaiException known ? known.sentence() : String.valueOf(failure);
            return new Standing(Kind.UNREADABLE, operation.id() + " could not be asked: " + why);
        }
        boolean ownWord = call.inOwnForm() && call.code() != ErrorCode.CALL_ROUTE_MISSING;
        if (ownWord && mark.refused().contains(call.status())) {
            return other("is refused for it (" + call.status() + "), or the key lacks the permission "
                    + operation.permission());
        }
        return call.status() == NO_ROUTE
                ? Standing.unshown("this tenant has no " + operation.id() + " (404)")
                : new Standing(Kind.UNREADABLE, operation.id() + " failed: " + call.sentence());
    }

    private Standing other(String sight) {
        return new Standing(
                Kind.OTHER,
                new RaiException(
                                ErrorCode.KEY_OF_ANOTHER_COMMUNITY,
                                "The key for " + operation.security() + " is not one of the community " + community
                                        + " (returning-ai.community-id): " + operation.id() + " " + sight + rest()
                                        + ". No effect is sent. Correct the key or the id, then start again.")
                        .getMessage());
    }

    /** What the word of this operation is worth. */
    private String rest() {
        return ", evidence " + operation.evidence().name().toLowerCase(Locale.ROOT);
    }
}
