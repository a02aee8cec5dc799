package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Hash;
import ai.returning.routes.effects.Transition;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Seals over all transitions: each covers those no seal covered before, and the seal before it. */
public final class SealStore {
    /** Small, so that a seal is soon written and nobody waits for its rows. */
    private static final int MOST = 10_000;

    private static final String COVER = """
            update effect_event set seal = ? where seal is null and (effect_id, seq) in (
                select effect_id, seq from effect_event where seal is null limit %d)
            """.formatted(MOST);

    /** H2 would compare each row with each of the query. */
    private static final String COVER_ON_H2 =
            "update effect_event set seal = ? where seal is null fetch first " + MOST + " rows only";

    private final Jdbc jdbc;

    public SealStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A sealed head.
     *
     * @param seal from 1
     * @param at milliseconds since 1970
     * @param events transitions it covers
     * @param head hash over the head before it and those transitions, by effect and number
     */
    public record Seal(long seal, long at, long events, String head) {}

    /** Covers what is not covered yet, at most 10,000 transitions; empty if there is nothing. */
    public Optional<Seal> seal(long at) {
        return jdbc.inTransaction(tx -> {
            Optional<Seal> last = last();
            long number = last.map(Seal::seal).orElse(0L) + 1;
            // of two that seal at once, one takes the number, and the other finds nothing left to do
            if (tx.update(
                            "insert into effect_seal (seal, at, events, head) values (?, ?, 0, '')"
                                    + " on conflict do nothing",
                            number,
                            at)
                    == 0) {
                return Optional.empty();
            }
            int covered = tx.update(jdbc.isPostgres() ? COVER : COVER_ON_H2, number);
            if (covered == 0) {
                tx.update("delete from effect_seal where seal = ?", number);
                return Optional.empty();
            }
            Seal next = new Seal(number, at, covered, head(last.map(Seal::head).orElse(""), number));
            tx.update(
                    "update effect_seal set events = ?, head = ? where seal = ?",
                    next.events(),
                    next.head(),
                    next.seal());
            return Optional.of(next);
        });
    }

    /** Covers everything that is not covered yet, in as many seals as it takes, oldest first. */
    public List<Seal> sealAll(long at) {
        List<Seal> written = new ArrayList<>();
        for (Optional<Seal> next = seal(at); next.isPresent(); next = seal(at)) {
            written.add(next.get());
        }
        return written;
    }

    /** Number of transitions that no seal covers. */
    public long unsealed() {
        return jdbc.one("select count(*) from effect_event where seal is null", row -> row.getLong(1))
                .orElse(0L);
    }

    /** The newest seal. */
    public Optional<Seal> last() {
        return jdbc.one("select * from effect_seal order by seal desc limit 1", SealStore::read);
    }

    /** All seals, oldest first. */
    public List<Seal> all() {
        return jdbc.list("select * from effect_seal order by seal", SealStore::read);
    }

    /** What the head of a seal must be after the head before it. */
    public String head(String before, long seal) {
        List<String> parts = new ArrayList<>();
        parts.add(before);
        jdbc.list(
                        "select effect_id, seq, hash from effect_event where seal = ? order by effect_id, seq",
                        row -> row.getString(1) + ":" + row.getInt(2) + ":" + row.getString(3),
                        seal)
                .forEach(parts::add);
        return Hash.of(parts.toArray(new String[0]));
    }

    /** Ids of effects after an id, in order, at most 1000. */
    public List<String> idsAfter(String id) {
        return jdbc.list(
                "select effect_id from effect where effect_id > ? order by effect_id limit 1000",
                row -> row.getString(1),
                id);
    }

    /** The transitions of all effects from one id to another, both included, oldest first, by effect. */
    public Map<String, List<Transition>> steps(String first, String last) {
        return jdbc
                .list(
                        "select * from effect_event where effect_id >= ? and effect_id <= ? order by effect_id, seq",
                        EffectRow::readStep,
                        first,
                        last)
                .stream()
                .collect(Collectors.groupingBy(Transition::effectId));
    }

    private static Seal read(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Seal(row.getLong("seal"), row.getLong("at"), row.getLong("events"), row.getString("head"));
    }
}
