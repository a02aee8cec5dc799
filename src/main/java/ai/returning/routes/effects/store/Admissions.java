package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Admittance;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Move;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.jdbc.Jdbc;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds effects within their caps, and ends the wait of those that were held back for approval. */
final class Admissions {
    private static final String INSERT = """
            insert into effect (effect_id, tenant, effect, business_key, subject, operation, content, content_hash,
                fence, open_fence, flow, place, state, attempt, version, admission, owner, lease_until, due_at, looks,
                head, position, admitted_at, changed_at, reason, rule, event_key, amount, unit, lane)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s + ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """.formatted(EffectSql.NOW);

    private final Jdbc jdbc;
    private final EffectLookup lookup;
    private final Moves moves;

    Admissions(Jdbc jdbc, EffectLookup lookup, Moves moves) {
        this.jdbc = jdbc;
        this.lookup = lookup;
        this.moves = moves;
    }

    Map<String, Effect> admit(List<Admittance> wanted) {
        return jdbc.inRepeatedTransaction(tx -> {
            Caps caps = new Caps(tx);
            List<Admittance> granted = caps.grant(
                    wanted,
                    () -> lookup.find(wanted.stream().map(Admittance::id).toList())
                            .keySet());
            List<Admittance> sorted = granted.stream()
                    .sorted(Comparator.comparing(Admittance::id))
                    .toList();
            tx.batch(INSERT, sorted.stream().map(Admissions::values).toList());
            Map<String, Effect> ours = sorted.stream().collect(Collectors.toMap(Admittance::id, Admittance::effect));
            Map<String, Effect> found = inLedger(ours);
            List<Admittance> won = granted.stream()
                    .filter(one -> found.get(one.id()) == one.effect())
                    .toList();
            moves.insert(won.stream()
                    .filter(one -> !one.isHeld())
                    .flatMap(one -> one.intent().steps().stream())
                    .toList());
            caps.hold(won.stream().filter(Admittance::isHeld).toList());
            return found;
        });
    }

    Written decideHeld(Move move) {
        return jdbc.inRepeatedTransaction(tx -> {
            Caps caps = new Caps(tx);
            if (move.after().state() == EffectState.INTENT) {
                return caps.takeHeld(
                        move.before(), () -> moves.write(List.of(move)).get(0));
            }
            Written written = moves.write(List.of(move)).get(0);
            if (written == Written.DONE) {
                caps.forget(move.before());
            }
            return written;
        });
    }

    /** What stands in the ledger under the ids: ours as they are, those of others as they are read. */
    private Map<String, Effect> inLedger(Map<String, Effect> ours) {
        Map<String, String> admissions = new HashMap<>();
        jdbc.list(
                        "select effect_id, admission from effect where effect_id in (" + EffectSql.places(ours.size())
                                + ")",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        ours.keySet().toArray())
                .forEach(entry -> admissions.put(entry.getKey(), entry.getValue()));
        Map<String, Effect> found = new HashMap<>();
        ours.values().stream()
                .filter(effect -> effect.admission().equals(admissions.get(effect.id())))
                .forEach(effect -> found.put(effect.id(), effect));
        found.putAll(lookup.find(
                ours.keySet().stream().filter(id -> !found.containsKey(id)).toList()));
        return found;
    }

    private static @Nullable Object[] values(Admittance one) {
        Effect effect = one.effect();
        return new @Nullable Object[] {
            effect.id(),
            effect.tenant(),
            effect.effect(),
            effect.businessKey(),
            effect.subject(),
            effect.operation(),
            effect.content(),
            effect.contentHash(),
            effect.fence().orElse(null),
            // what waits for approval must not hold up what comes after it
            effect.state() == EffectState.PLANNED ? null : effect.fence().orElse(null),
            effect.flow(),
            effect.place(),
            effect.state().word(),
            effect.attempt(),
            effect.version(),
            effect.admission(),
            effect.owner(),
            one.isHeld() ? 0 : one.intent().lease(),
            effect.dueAt(),
            effect.looks(),
            effect.head(),
            effect.position(),
            effect.admittedAt(),
            effect.changedAt(),
            EffectSql.clip(effect.reason(), 1000),
            effect.origin().rule(),
            effect.origin().eventKey(),
            effect.stake().map(Stake::amount).orElse(null),
            effect.stake().map(Stake::unit).orElse(null),
            effect.lane().word()
        };
    }
}
