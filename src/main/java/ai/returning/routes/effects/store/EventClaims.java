package ai.returning.routes.effects.store;

import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What events were when they first led to an effect. The first word about an event and effect stays. */
public final class EventClaims {
    private static final String INSERT = """
            insert into event_claim (tenant, effect, operation, event_key, subject, fields, at)
            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """;

    private static final String RENEW = """
            update event_claim set fields = ?, at = ?
            where tenant = ? and effect = ? and operation = ? and event_key = ? and fields = ? and subject = ?
              and not exists (select 1 from effect e where e.event_key = event_claim.event_key
                and e.tenant = event_claim.tenant and e.effect = event_claim.effect
                and e.operation = event_claim.operation)
            """;

    private final Jdbc jdbc;

    public EventClaims(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** What a claim is about. */
    public record Key(String effect, String operation, String eventKey) {}

    /**
     * An event that leads to an effect.
     *
     * @param subject whom it concerns
     * @param fields fingerprints of the values that matter
     * @param at milliseconds since 1970
     */
    public record Claim(Key key, String subject, String fields, long at) {}

    /**
     * Claims events; what another has claimed before stays as it is.
     *
     * @return the claims that hold now
     */
    public Map<Key, Claim> claim(String tenant, List<Claim> claims) {
        if (claims.isEmpty()) {
            return Map.of();
        }
        // always in one order, so that two processes never wait for each other
        List<Claim> sorted = claims.stream()
                .sorted(Comparator.comparing((Claim claim) -> claim.key().eventKey())
                        .thenComparing(claim -> claim.key().effect())
                        .thenComparing(claim -> claim.key().operation()))
                .toList();
        return jdbc.inRepeatedTransaction(tx -> {
            tx.batch(INSERT, sorted.stream().map(claim -> values(tenant, claim)).toList());
            return held(tx, tenant, sorted);
        });
    }

    /**
     * Puts a claim in the place of one of which nothing came: between claim and effect a process may die, and the event may
     * be edited meanwhile. The user stays the same, so that whoever still holds the old one makes no second effect.
     *
     * @return false if an effect came of it, it means another user, or somebody else was faster
     */
    public boolean renew(String tenant, Claim held, Claim now) {
        return held.subject().equals(now.subject())
                && jdbc.update(
                                RENEW,
                                now.fields(),
                                now.at(),
                                tenant,
                                held.key().effect(),
                                held.key().operation(),
                                held.key().eventKey(),
                                held.fields(),
                                held.subject())
                        == 1;
    }

    private static Map<Key, Claim> held(Jdbc tx, String tenant, List<Claim> claims) {
        TreeSet<String> keys = new TreeSet<>();
        TreeSet<String> effects = new TreeSet<>();
        claims.forEach(claim -> {
            keys.add(claim.key().eventKey());
            effects.add(claim.key().effect());
        });
        List<Object> values = new ArrayList<>(List.of(tenant));
        values.addAll(effects);
        values.addAll(keys);
        Map<Key, Claim> held = new HashMap<>();
        tx.list(
                        "select * from event_claim where tenant = ? and effect in ("
                                + EffectSql.places(effects.size()) + ") and event_key in ("
                                + EffectSql.places(keys.size()) + ")",
                        row -> new Claim(
                                new Key(
                                        row.getString("effect"),
                                        row.getString("operation"),
                                        row.getString("event_key")),
                                row.getString("subject"),
                                row.getString("fields"),
                                row.getLong("at")),
                        values.toArray())
                .forEach(claim -> held.put(claim.key(), claim));
        return held;
    }

    private static @Nullable Object[] values(String tenant, Claim claim) {
        return new @Nullable Object[] {
            tenant,
            claim.key().effect(),
            claim.key().operation(),
            claim.key().eventKey(),
            claim.subject(),
            claim.fields(),
            claim.at()
        };
    }
}
