package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds a request against the contract before it is sent. The body schema of an operation is compiled once; one
 * instance serves one contract and any number of threads.
 */
public final class RequestCheck {
    private static final int SHOWN = 5;

    private final Map<String, BodyRules> compiled = new ConcurrentHashMap<>();

    /** Everything that is wrong; empty for a request that may go out. */
    public List<Violation> check(Operation operation, Map<String, String> parameters, @Nullable JsonNode body) {
        List<Violation> found = new ArrayList<>(ParameterRules.unknown(operation, parameters));
        found.addAll(ParameterRules.missing(operation, parameters));
        found.addAll(ParameterRules.unfit(operation, parameters));
        found.addAll(body(operation, body));
        return List.copyOf(found);
    }

    /** Unknown parameters and values of the wrong type; those that are missing may still come. */
    public List<Violation> checkGiven(Operation operation, Map<String, String> parameters) {
        List<Violation> found = new ArrayList<>(ParameterRules.unknown(operation, parameters));
        found.addAll(ParameterRules.unfit(operation, parameters));
        return List.copyOf(found);
    }

    /**
     * Refuses a request that does not fit.
     *
     * @throws RaiException REQUEST_UNFIT with everything that is wrong
     */
    public void require(Operation operation, Map<String, String> parameters, @Nullable JsonNode body) {
        refuse(operation, check(operation, parameters, body));
    }

    /** The same for what {@link #checkGiven} finds. */
    public void requireGiven(Operation operation, Map<String, String> parameters) {
        refuse(operation, checkGiven(operation, parameters));
    }

    private static void refuse(Operation operation, List<Violation> found) {
        if (!found.isEmpty()) {
            String first = found.stream().limit(SHOWN).map(Violation::toString).collect(Collectors.joining("; "));
            String more = found.size() > SHOWN ? "; and " + (found.size() - SHOWN) + " more" : "";
            throw new RaiException(
                    ErrorCode.REQUEST_UNFIT,
                    "The request for " + operation.id() + " does not fit the contract: " + first + more
                            + ". Nothing was sent.");
        }
    }

    private List<Violation> body(Operation operation, @Nullable JsonNode body) {
        if (body != null && !body.isMissingNode()) {
            return operation
                    .schemas()
                    .body()
                    .map(schema -> compiled.computeIfAbsent(operation.id(), id -> BodyRules.compile(schema))
                            .check(body))
                    .orElse(List.of());
        }
        boolean json = operation.schemas().body().isPresent();
        boolean required = operation.definition().at("/requestBody/required").asBoolean();
        // a file is no JSON body; the client asks for it
        return json && required && operation.schemas().form().isEmpty()
                ? List.of(new Violation("", "is missing"))
                : List.of();
    }
}
