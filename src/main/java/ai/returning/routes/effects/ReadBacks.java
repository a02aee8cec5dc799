package ai.returning.routes.effects;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectProof.ReadBack;
import ai.returning.routes.contract.Paging;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks at the target whether an effect happened. Never writes. */
final class ReadBacks {
    /** Clocks of both sides may differ by so much, in milliseconds. */
    private static final long CLOCKS = 60_000;

    private static final int MOST_PAGES = 100;

    private final ApiClient client;
    private final Contract contract;
    private final EffectStore effects;
    private final Proofs proofs;

    ReadBacks(ApiClient client, Contract contract, EffectStore effects, Proofs proofs) {
        this.client = client;
        this.contract = contract;
        this.effects = effects;
        this.proofs = proofs;
    }

    /** What a look showed. */
    enum Sight {
        FOUND,
        ABSENT,
        /** The query failed; it says nothing. */
        UNREADABLE,
        /** The contract names no query. */
        NO_WAY
    }

    /** @param why evidence, one sentence */
    record Look(Sight sight, String why) {}

    Look at(Effect effect) {
        Optional<ReadBack> way = proofs.of(effect.operation()).readBack();
        if (way.isEmpty()) {
            return new Look(Sight.NO_WAY, "the contract names no query that shows it");
        }
        try {
            return look(effect, way.get());
        } catch (RaiException e) {
            return new Look(Sight.UNREADABLE, way.get().operation() + " failed: " + e.sentence());
        }
    }

    private Look look(Effect effect, ReadBack way) {
        JsonNode call = EffectCall.content(effect);
        // an attempt of which nothing left leaves no trace, so the first claim bounds them all
        long since = effect.admittedAt() - CLOCKS;
        int found = count(way, call, since);
        if (!way.each()) {
            return found > 0
                    ? new Look(Sight.FOUND, way.operation() + " shows it")
                    : new Look(Sight.ABSENT, way.operation() + " does not show it");
        }
        int others = effects.applied(effect, since);
        String figures = way.operation() + " shows " + found + " such entries, " + others + " belong to others";
        return new Look(found > others ? Sight.FOUND : Sight.ABSENT, figures);
    }

    private int count(ReadBack way, JsonNode call, long since) {
        Optional<Paging> paging = contract.operation(way.operation()).paging().filter(this::byQuery);
        int found = 0;
        long position = paging.map(Paging::first).orElse(0);
        for (int page = 0; page < MOST_PAGES; page++) {
            ApiCall query = query(way, call);
            if (paging.isPresent()) {
                query = query.with(paging.get().parameter(), Long.toString(position));
            }
            JsonNode items = client.call(query).payload().at(way.items());
            if (!items.isArray()) {
                throw new RaiException(
                        ai.returning.routes.support.ErrorCode.CALL_UNREADABLE,
                        way.operation() + " gave no list at '" + way.items() + "'.");
            }
            for (JsonNode item : items) {
                found += matches(way, item, call, since) ? 1 : 0;
            }
            if (paging.isEmpty() || items.isEmpty()) {
                return found;
            }
            position += paging.get().style() == Paging.Style.SKIP ? items.size() : 1;
        }
        return found;
    }

    private boolean byQuery(Paging paging) {
        return paging.style() != Paging.Style.CURSOR && !Paging.inBody(paging.parameter());
    }

    private static ApiCall query(ReadBack way, JsonNode call) {
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

    private static boolean matches(ReadBack way, JsonNode item, JsonNode call, long since) {
        return way.same().entrySet().stream().allMatch(same -> same(item.at(same.getKey()), call.at(same.getValue())))
                && (way.time().isEmpty() || !isBefore(item.at(way.time().get()), since));
    }

    /** Some hosts write numbers as text. */
    private static boolean same(JsonNode one, JsonNode other) {
        if (one.asText().equals(other.asText())) {
            return one.isValueNode() && other.isValueNode();
        }
        return isNumber(one)
                && isNumber(other)
                && new BigDecimal(one.asText()).compareTo(new BigDecimal(other.asText())) == 0;
    }

    private static boolean isNumber(JsonNode node) {
        return node.isValueNode() && node.asText().matches("-?\\d{1,30}(\\.\\d{1,30})?");
    }

    /** An entry without a readable time counts: to take one too many for ours asks a person, to miss one pays twice. */
    private static boolean isBefore(JsonNode time, long since) {
        try {
            return Instant.parse(time.asText()).toEpochMilli() < since;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
