package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Hash;
import ai.returning.routes.effects.Transition;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Seals over all transitions: each covers those no seal covered before, and the seal before it. */
public final class SealStore {
    private static final int MOST = 100_000;

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

    /** Covers what is not covered yet, at most 100,000 transitions; empty if there is nothing. */
    public Optional<Seal> seal(long at) {
        return jdbc.inTransaction(tx -> {
            Optional<Seal> last = last();
            long number = last.map(Seal::seal).orElse(0L) + 1;
            int covered = tx.update(
                    "update effect_event set seal = ? where seal is null and (effect_id, seq) in (select effect_id, seq"
                            + " from effect_event where seal is null order by effect_id, seq limit " + MOST + ")",
                    number);
            if (covered == 0) {
                return Optional.empty();
            }
            Seal next = new Seal(number, at, covered, head(last.map(Seal::head).orElse(""), number));
            // two that seal at once collide here, and one gives up without trace
            tx.update(
                    "insert into effect_seal (seal, at, events, head) values (?, ?, ?, ?)",
                    next.seal(),
                    next.at(),
                    next.events(),
                    next.head());
            return Optional.of(next);
        });
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

    /** All transitions by effect, each effect from its first to its last. */
    public void each(Consumer<Transition> reader) {
        String from = "";
        List<String> ids = ids(from);
        while (!ids.isEmpty()) {
            String last = ids.get(ids.size() - 1);
            jdbc.list(
                            "select * from effect_event where effect_id > ? and effect_id <= ? order by effect_id, seq",
                            EffectRow::readStep,
                            from,
                            last)
                    .forEach(reader);
            from = last;
            ids = ids(from);
        }
    }

    private List<String> ids(String from) {
        return jdbc.list(
                "select effect_id from effect where effect_id > ? order by effect_id limit 1000",
                row -> row.getString(1),
                from);
    }

    private static Seal read(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Seal(row.getLong("seal"), row.getLong("at"), row.getLong("events"), row.getString("head"));
    }
}
