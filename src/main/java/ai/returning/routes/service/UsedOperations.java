package ai.returning.routes.service;

import ai.returning.routes.component.ReturningAiEndpoint;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectProof;
import ai.returning.routes.contract.EffectProof.ReadBack;
import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** The operations that started routes call, by how much of them the vendor documents. */
public record UsedOperations(Map<String, Evidence> byId) {

    static UsedOperations of(CamelContext camel, Contract contract) {
        Map<String, Evidence> used = new TreeMap<>();
        for (Endpoint endpoint : camel.getEndpoints()) {
            if (endpoint instanceof ReturningAiEndpoint call) {
                withJobQueries(contract, call.operation()).forEach(one -> used.put(one.id(), one.evidence()));
            }
        }
        return new UsedOperations(used);
    }

    /** The operation and, if it makes a job, the queries by which that is followed. */
    public static List<Operation> withJobQueries(Contract contract, Operation operation) {
        return Stream.concat(
                        Stream.of(operation),
                        operation.job().stream()
                                .flatMap(job ->
                                        Stream.of(job.listOperation(), job.statusOperation(), job.detailsOperation()))
                                .map(contract::operation))
                .toList();
    }

    /** The query by which the ledger sees whether an operation happened. */
    public static Optional<Operation> readBack(Contract contract, Operation operation) {
        return EffectProof.of(operation).readBack().map(ReadBack::operation).map(contract::operation);
    }

    /** One sentence an evidence, and what to do where it is weak. */
    List<String> sentences() {
        return byId.values().stream()
                .distinct()
                .sorted()
                .map(evidence -> "Operations with evidence " + evidence.name().toLowerCase(Locale.ROOT) + ": "
                        + byId.entrySet().stream()
                                .filter(entry -> entry.getValue() == evidence)
                                .map(Map.Entry::getKey)
                                .collect(Collectors.joining(", "))
                        + (evidence == Evidence.ASSUMED
                                ? "; path and answers are assumptions until a tenant confirms them"
                                        + " (config/returning-ai.openapi.yaml)"
                                : ""))
                .toList();
    }
}
