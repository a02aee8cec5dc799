package ai.returning.routes.effects.store;

import ai.returning.routes.jdbc.Jdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Orders that did not become an effect and need a person. */
public final class ParkedStore {
    private final Jdbc jdbc;

    public ParkedStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A parked order.
     *
     * @param effectId identity it would have
     * @param reason one word, such as {@code conflict}
     * @param sentence what a person has to know
     * @param at milliseconds since 1970
     */
    public record Parked(
            String effectId,
            String effect,
            String flow,
            String place,
            String reason,
            String sentence,
            String content,
            String contentHash,
            long at) {}

    /** Keeps an order; the same one again changes nothing. */
    public void park(List<Parked> orders) {
        jdbc.batch(
                "insert into effect_parked (effect_id, effect, flow, place, reason, sentence, content, content_hash, at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                orders.stream()
                        .map(one -> new Object[] {
                            one.effectId(),
                            one.effect(),
                            one.flow(),
                            one.place(),
                            one.reason(),
                            one.sentence(),
                            one.content(),
                            one.contentHash(),
                            one.at()
                        })
                        .toList());
    }

    /** The newest first. */
    public List<Parked> recent(int limit) {
        return jdbc.list("select * from effect_parked order by at desc, id desc limit ?", ParkedStore::read, limit);
    }

    static Parked read(ResultSet row) throws SQLException {
        return new Parked(
                row.getString("effect_id"),
                row.getString("effect"),
                row.getString("flow"),
                row.getString("place"),
                row.getString("reason"),
                row.getString("sentence"),
                row.getString("content"),
                row.getString("content_hash"),
                row.getLong("at"));
    }
}
