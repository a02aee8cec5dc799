package ai.returning.routes.effects;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectProof.ReadBack;
import ai.returning.routes.contract.Paging;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the target whether an effect happened. Never writes. */
final class ReadBacks {
    /** Look-alikes of one subject that are counted; with more a person is asked. */
    private static final int MOST_OTHERS = 5000;

    private final ApiClient client;
    private final Contract contract;
    private final EffectStore effects;
    private final Proofs proofs;
    private final Duration lease;

    /** @param lease how long after its claim a call may be under way */
    ReadBacks(ApiClient client, Contract contract, EffectStore effects, Proofs proofs, Duration lease) {
        this.client = client;
        this.contract = contract;
        this.effects = effects;
        this.proofs = proofs;
        this.lease = lease;
    }

    /** What a look showed. */
    enum Sight {
        FOUND,
        /** It did not happen, and that it is not shown proves it. */
        ABSENT,
        /** More is shown than was wanted: it may have happened more than once. */
        SEVERAL,
        /** What is shown proves neither. If that lasts, a person decides. */
        UNSURE,
        /** The query failed; it says nothing. */
        UNREADABLE,
        /** No query can show it. */
        NO_WAY
    }

    /** @param why evidence, one sentence */
    record Look(Sight sight, String why) {}

    /** Whether every effect leaves an item of its own, so that two of one can be seen. */
    boolean countsEach(Effect effect) {
        return proofs.of(effect.operation()).readBack().filter(ReadBack::each).isPresent();
    }

    Look at(Effect effect) {
        Optional<ReadBack> way = proofs.of(effect.operation()).readBack();
        if (way.isEmpty()) {
            return new Look(Sight.NO_WAY, "the contract names no query that shows it");
        }
        try {
            EffectCall.requireUnchanged(effect);
            return proven(look(effect, way.get()), way.get());
        } catch (RaiException e) {
            return e.code() == ErrorCode.EFFECT_CHANGED
                    ? new Look(Sight.NO_WAY, e.sentence())
                    : new Look(Sight.UNREADABLE, way.get().operation() + " failed: " + e.sentence());
        }
    }

    private static Look proven(Look look, ReadBack way) {
        return look.sight() == Sight.ABSENT && !way.absenceProves()
                ? new Look(Sight.UNSURE, look.why() + ", which the contract does not call a proof (read-back: absence)")
                : look;
    }

    private Look look(Effect effect, ReadBack way) {
        JsonNode call = EffectCall.content(effect);
        if (way.value().isPresent()) {
            return new ShownValue(client, effects.balances())
                    .look(effect, way, way.value().get());
        }
        Likeness ours = new Likeness(way, call);
        Optional<Paging> paging = contract.operation(way.operation()).paging();
        if (!ours.isKnown()) {
            return new Look(Sight.NO_WAY, "the call leaves out what " + way.operation() + " would show it by");
        }
        if (!ShownItems.canRead(paging)) {
            return new Look(Sight.NO_WAY, "the pages of " + way.operation() + " cannot be read here");
        }
        List<JsonNode> like = new ShownItems(client, way, paging)
                .read(query(way, call)).stream().filter(ours::matches).toList();
        return way.each() ? counted(effect, way, ours, like) : once(way, like);
    }

    private static Look once(ReadBack way, List<JsonNode> like) {
        return like.isEmpty()
                ? new Look(Sight.ABSENT, way.operation() + " does not show it")
                : new Look(Sight.FOUND, way.operation() + " shows it");
    }

    private Look counted(Effect effect, ReadBack way, Likeness ours, List<JsonNode> like) {
        List<Long> times = like.stream().map(item -> time(way, item)).toList();
        List<LookAlike> sent = effects.sentBeside(effect, effect.admittedAt() - EntryCount.HORIZON, MOST_OTHERS);
        if (sent.size() == MOST_OTHERS) {
            return new Look(Sight.UNSURE, "there are " + MOST_OTHERS + " effects or more to count against");
        }
        List<LookAlike> others = sent.stream()
                .filter(other -> ours.matchesCall(EffectCall.tree(effect.id(), other.content())))
                .toList();
        return new EntryCount(effect, lease, others, times).judge(way.operation());
    }

    static ApiCall query(ReadBack way, JsonNode call) {
        Map<String, String> parameters = new LinkedHashMap<>();
        way.parameters().forEach((name, pointer) -> {
            // what the call left out, the settings fill in, as they did for the call
            if (call.at(pointer).isValueNode()) {
                parameters.put(name, call.at(pointer).asText());
            }
        });
        ApiCall query = new ApiCall(way.operation(), parameters, null, null);
        if (way.body().isEmpty()) {
            return query;
        }
        ObjectNode body = Json.MAPPER.createObjectNode();
        way.body().forEach((key, pointer) -> body.set(key, call.at(pointer)));
        return query.json(body);
    }

    /** To guess at a time means to lose an effect or to do it twice. */
    private static long time(ReadBack way, JsonNode item) {
        String text = way.time().map(pointer -> item.at(pointer).asText("")).orElse("");
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new RaiException(
                    ErrorCode.CALL_UNREADABLE,
                    way.operation() + " shows an entry whose time '" + Redaction.text(text, 40)
                            + "' is not ISO 8601 with an offset.",
                    e);
        }
    }
}
