package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.Hash;
import ai.returning.routes.effects.store.EventClaims;
import ai.returning.routes.effects.store.EventClaims.Claim;
import ai.returning.routes.effects.store.EventClaims.Key;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Remembers what an event was when it first led to an effect, before the effect is taken. An event that was edited since
 * is a conflict, even if it now means another user, whose effect would be a new one.
 */
final class Claims {
    private static final int HASH = 16;

    private Claims() {}

    static Claim of(Rule rule, Event event, EffectOrder order, long now) {
        StringBuilder fields = new StringBuilder();
        for (String name : new TreeSet<>(rule.reads())) {
            Object value = event.values().get(name);
            String text = value == null
                    ? "null"
                    : "=" + (value instanceof BigDecimal number ? number.toPlainString() : value.toString());
            fields.append(fields.length() == 0 ? "" : " ")
                    .append(name)
                    .append(':')
                    .append(Hash.of(name, text), 0, HASH);
        }
        return new Claim(key(order, event), order.subject(), fields.toString(), now);
    }

    private static Key key(EffectOrder order, Event event) {
        return new Key(order.effect(), order.operation(), event.key());
    }

    /** What was edited since, in words; empty if nothing that the rule reads. */
    static Optional<String> edited(Claim before, Claim now) {
        List<String> changed = new ArrayList<>();
        Map<String, String> old = fields(before);
        fields(now).forEach((name, hash) -> {
            if (!hash.equals(old.getOrDefault(name, hash))) {
                changed.add(name);
            }
        });
        if (changed.isEmpty() && before.subject().equals(now.subject())) {
            return Optional.empty();
        }
        return Optional.of(changed.isEmpty() ? "it means another user now" : String.join(", ", changed) + " changed");
    }

    private static Map<String, String> fields(Claim claim) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : claim.fields().split(" ", -1)) {
            int colon = field.indexOf(':');
            fields.put(field.substring(0, Math.max(0, colon)), field.substring(colon + 1));
        }
        return fields;
    }

    static List<Claim> store(EventClaims claims, String tenant, List<Claim> wanted) {
        Map<Key, Claim> held = claims.claim(tenant, wanted);
        return wanted.stream()
                .map(claim -> held.getOrDefault(claim.key(), claim))
                .toList();
    }
}
