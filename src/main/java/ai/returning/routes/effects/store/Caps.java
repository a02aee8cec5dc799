package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Admittance;
import ai.returning.routes.effects.Cap;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.jdbc.Jdbc;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What was taken of each cap. Its rows are locked until the effects are in the ledger, so that two processes cannot both
 * take the last place.
 */
final class Caps {
    /** What was taken of one scope. */
    private static final class Taken {
        private long count;
        private BigDecimal amount;

        private Taken(long count, BigDecimal amount) {
            this.count = count;
            this.amount = amount;
        }

        private void add(BigDecimal more) {
            count++;
            amount = amount.add(more);
        }
    }

    private final Jdbc jdbc;

    Caps(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes what each new effect needs, in their order; what goes beyond a cap is held back and takes nothing.
     *
     * @param inLedger looks for ids that are in the ledger already; asked while the caps are locked
     */
    List<Admittance> grant(List<Admittance> wanted, Supplier<Set<String>> inLedger) {
        TreeMap<String, Boolean> scopes = new TreeMap<>();
        wanted.stream().flatMap(one -> one.caps().stream()).forEach(cap -> scopes.put(cap.scope(), cap.lasting()));
        if (scopes.isEmpty()) {
            return wanted;
        }
        Map<String, Taken> taken = lock(scopes);
        Set<String> known = inLedger.get();
        List<Admittance> granted = new ArrayList<>();
        for (Admittance one : wanted) {
            granted.add(known.contains(one.id()) || one.isHeld() ? one : take(one, taken));
        }
        write(taken);
        return granted;
    }

    /** Keeps the caps of effects that are held, so that they count once they are approved. */
    void hold(List<Admittance> held) {
        List<Object[]> rows = held.stream()
                .flatMap(one -> one.caps().stream()
                        .map(Cap::scope)
                        .distinct()
                        .sorted()
                        .map(scope -> new Object[] {one.id(), scope}))
                .toList();
        if (!rows.isEmpty()) {
            jdbc.batch("insert into effect_held_cap (effect_id, scope) values (?, ?)", rows);
        }
    }

    /**
     * Lets a held effect count, whatever is left of its caps: a person has approved it.
     *
     * @param approve writes the approval while the caps are locked
     */
    Written takeHeld(Effect held, Supplier<Written> approve) {
        TreeMap<String, Boolean> scopes = new TreeMap<>();
        jdbc.list("select scope from effect_held_cap where effect_id = ?", row -> row.getString(1), held.id())
                // only if it is not there any more, and then nobody knows
                .forEach(scope -> scopes.put(scope, true));
        if (scopes.isEmpty()) {
            return approve.get();
        }
        Map<String, Taken> taken = lock(scopes);
        Written written = approve.get();
        if (written == Written.DONE) {
            BigDecimal amount = amountOf(held);
            taken.values().forEach(one -> one.add(amount));
            write(taken);
            forget(held);
        }
        return written;
    }

    /** What was refused counts never. */
    void forget(Effect held) {
        jdbc.update("delete from effect_held_cap where effect_id = ?", held.id());
    }

    private static BigDecimal amountOf(Effect effect) {
        return effect.stake().map(Stake::amount).orElse(BigDecimal.ZERO).abs();
    }

    private static Admittance take(Admittance one, Map<String, Taken> taken) {
        BigDecimal amount = amountOf(one.planned());
        Optional<Cap> full = one.caps().stream()
                .filter(cap -> isBeyond(cap, of(cap, taken), amount))
                .findFirst();
        if (full.isPresent()) {
            return one.holdBack("It goes beyond the cap of " + full.get().words() + ".");
        }
        one.caps().forEach(cap -> of(cap, taken).add(amount));
        return one;
    }

    private static Taken of(Cap cap, Map<String, Taken> taken) {
        return taken.computeIfAbsent(cap.scope(), scope -> new Taken(0, BigDecimal.ZERO));
    }

    private static boolean isBeyond(Cap cap, Taken taken, BigDecimal amount) {
        boolean tooMany = cap.mostCount() > 0 && taken.count + 1 > cap.mostCount();
        return tooMany
                || cap.mostAmount()
                        .filter(most -> taken.amount.add(amount).compareTo(most) > 0)
                        .isPresent();
    }

    /** Always in the order of their names, so that two processes never wait for each other. */
    private Map<String, Taken> lock(TreeMap<String, Boolean> scopes) {
        jdbc.batch(
                "insert into effect_cap (scope, taken, amount, lasting, changed_at) values (?, 0, 0, ?, "
                        + EffectSql.NOW + ") on conflict do nothing",
                scopes.entrySet().stream()
                        .map(scope -> new Object[] {scope.getKey(), scope.getValue()})
                        .toList());
        Map<String, Taken> taken = new TreeMap<>();
        jdbc.list(
                        "select scope, taken, amount from effect_cap where scope in (" + EffectSql.places(scopes.size())
                                + ") order by scope for update",
                        row -> Map.entry(row.getString(1), new Taken(row.getLong(2), row.getBigDecimal(3))),
                        scopes.keySet().toArray())
                .forEach(entry -> taken.put(entry.getKey(), entry.getValue()));
        return taken;
    }

    private void write(Map<String, Taken> taken) {
        jdbc.batch(
                "update effect_cap set taken = ?, amount = ?, changed_at = " + EffectSql.NOW + " where scope = ?",
                taken.entrySet().stream()
                        .map(entry -> new Object[] {entry.getValue().count, entry.getValue().amount, entry.getKey()})
                        .toList());
    }
}
