package ai.returning.routes.effects;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectProof;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the contract says about the proof of each operation. */
final class Proofs {
    private final Contract contract;
    private final Map<String, EffectProof> known = new ConcurrentHashMap<>();

    Proofs(Contract contract) {
        this.contract = contract;
    }

    EffectProof of(String operation) {
        return known.computeIfAbsent(operation, id -> EffectProof.of(contract.operation(id)));
    }
}
