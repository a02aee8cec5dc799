package ai.returning.routes.effects.rules;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.effects.Lane;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a rule calls its operation.
 *
 * @param parameters of the call, by name
 * @param body its body, or the row of its file, by key
 * @param objects what the body has one level deeper, by key of the object
 * @param subject pointer to whom it concerns, into {@code {parameters, body}}; empty for the short id
 * @param fence pointers to what its order depends on
 */
record CallPlan(
        Operation operation,
        Lane lane,
        Map<String, Source> parameters,
        Map<String, Cell> body,
        Map<String, Map<String, Cell>> objects,
        Optional<String> subject,
        List<String> fence) {
    /**
     * A value of a body.
     *
     * @param kind what the contract wants
     */
    record Cell(Source source, Kind kind) {}

    /** Every value the call is made of. */
    Stream<Source> sources() {
        Stream<Cell> cells = Stream.concat(
                body.values().stream(), objects.values().stream().flatMap(object -> object.values().stream()));
        return Stream.concat(parameters.values().stream(), cells.map(Cell::source));
    }

    /** What the contract wants a value of a body to be. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        /** As the value is. */
        ANY
    }
}
