package ai.returning.routes.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How an operation shows to which community a key belongs ({@code x-rai-tenant-check}). It speaks of keys of its own
 * security scheme only.
 *
 * @param items pointer into the payload to a list whose items show the community; empty if the payload is the list
 * @param community pointer into an item to the id of the community; without it no answer shows one
 * @param acceptedProves whether a success proves it although no item shows an id, because the path names the community
 * @param refused statuses by which the API says, in its own envelope, that the key has no access to the community
 */
public record TenantMark(String items, Optional<String> community, boolean acceptedProves, Set<Integer> refused) {
    /** The mark in the contract. */
    public static final String MARK = "x-rai-tenant-check";

    /** The mark of an operation, if it has one. The contract has checked its form when it was loaded. */
    public static Optional<TenantMark> of(Operation operation) {
        JsonNode mark = operation.definition().path(MARK);
        if (mark.isMissingNode()) {
            return Optional.empty();
        }
        Set<Integer> refused = new HashSet<>();
        mark.path("refused").forEach(status -> refused.add(status.asInt()));
        return Optional.of(new TenantMark(
                mark.path("items").asText(""),
                Optional.ofNullable(mark.path("community").textValue()),
                mark.path("accepted").asText("no-proof").equals("proof"),
                Set.copyOf(refused)));
    }
}
