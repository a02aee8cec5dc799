package ai.returning.routes.effects;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.EffectProof.ReadBack;
import ai.returning.routes.contract.EffectProof.Value;
import ai.returning.routes.effects.store.Balances;
import ai.returning.routes.support.RaiException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a value before the call that adds to it, and keeps it: afterwards nothing else tells whether the call happened.
 * It is read while the fence is held, so that no effect of ours changes it in between.
 */
final class Baseline {
    private final ApiClient client;
    private final Proofs proofs;
    private final Balances balances;

    Baseline(ApiClient client, Proofs proofs, Balances balances) {
        this.client = client;
        this.proofs = proofs;
        this.balances = balances;
    }

    private Optional<ReadBack> way(Effect effect) {
        return proofs.of(effect.operation())
                .readBack()
                .filter(way -> way.value().filter(Value::adds).isPresent());
    }

    boolean isNeeded(Effect effect) {
        return way(effect).isPresent();
    }

    /** Completes with the value; fails if it cannot be read. */
    CompletableFuture<BigDecimal> read(Effect effect) {
        try {
            EffectCall.requireUnchanged(effect);
            ReadBack way = way(effect).orElseThrow();
            Value value = way.value().orElseThrow();
            return client.callAsync(ReadBacks.query(way, EffectCall.content(effect)))
                    .thenApply(answer ->
                            ShownValue.number(way, value, answer.payload().at(value.shown())))
                    .toCompletableFuture();
        } catch (RaiException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Blocks until the value is committed. */
    void keep(Effect effect, BigDecimal value, long at) {
        balances.keep(effect.id(), effect.attempt(), value, at);
    }
}
