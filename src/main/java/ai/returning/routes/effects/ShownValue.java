package ai.returning.routes.effects;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.EffectProof.ReadBack;
import ai.returning.routes.contract.EffectProof.Value;
import ai.returning.routes.effects.ReadBacks.Look;
import ai.returning.routes.effects.ReadBacks.Sight;
import ai.returning.routes.effects.store.Balances;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Tells by a value that a call sets, or adds to, whether the call happened. */
final class ShownValue {
    private final ApiClient client;
    private final Balances balances;

    ShownValue(ApiClient client, Balances balances) {
        this.client = client;
        this.balances = balances;
    }

    Look look(Effect effect, ReadBack way, Value value) {
        JsonNode call = EffectCall.content(effect);
        JsonNode given = call.at(value.given());
        if (value.adds()) {
            Optional<BigDecimal> before = balances.before(effect.id(), effect.attempt());
            if (before.isEmpty()) {
                return new Look(Sight.NO_WAY, "the balance before the call is not known");
            }
            BigDecimal now = number(
                    way,
                    value,
                    client.call(ReadBacks.query(way, call)).payload().at(value.shown()));
            return added(way, before.get(), new BigDecimal(given.asText()), now);
        }
        return set(way, client.call(ReadBacks.query(way, call)).payload().at(value.shown()), given);
    }

    /**
     * Whoever else changes the value meanwhile makes it say nothing. So does an unchanged one, whatever the contract calls
     * proof: the amount may have been added, and the same amount have gone the other way since.
     */
    static Look added(ReadBack way, BigDecimal before, BigDecimal change, BigDecimal now) {
        String figures = way.operation() + " shows " + now.toPlainString() + ", it was " + before.toPlainString()
                + " before " + change.toPlainString() + " were to be added";
        if (now.compareTo(before.add(change)) == 0) {
            return new Look(Sight.FOUND, figures);
        }
        return new Look(
                Sight.UNSURE,
                now.compareTo(before) == 0
                        ? figures + "; that proves nothing, for the same amount may have gone the other way since"
                        : figures);
    }

    private static Look set(ReadBack way, JsonNode shown, JsonNode given) {
        boolean all = true;
        if (given.isObject()) {
            for (Map.Entry<String, JsonNode> member : given.properties()) {
                all &= Likeness.isSame(shown.path(member.getKey()), member.getValue());
            }
        } else {
            all = Likeness.isSame(shown, given);
        }
        return all
                ? new Look(Sight.FOUND, way.operation() + " shows what was to be set")
                : new Look(Sight.ABSENT, way.operation() + " shows other values than were to be set");
    }

    /** @throws RaiException CALL_UNREADABLE if there is no number */
    static BigDecimal number(ReadBack way, Value value, JsonNode shown) {
        if (!Likeness.isNumber(shown)) {
            throw new RaiException(
                    ErrorCode.CALL_UNREADABLE,
                    way.operation() + " shows no number at '" + value.shown() + "' (x-rai-effect-proof: value).");
        }
        return Likeness.number(shown);
    }
}
