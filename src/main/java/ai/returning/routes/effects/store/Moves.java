package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.Move;
import ai.returning.routes.effects.Transition;
import ai.returning.routes.effects.file.EffectFile;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes moves of effects with their transitions. Every write names the version it starts from. Rows are always touched in
 * the order of fences, then effects by id, so that two processes never wait for each other.
 */
final class Moves {
    private static final String UPDATE = """
            update effect set state = ?, attempt = ?, version = ?, owner = ?,
                lease_until = case when ? = 0 then 0 else %s + ? end, due_at = ?, looks = ?, sent_at = ?, answer = ?,
                reason = ?, head = ?, changed_at = ?, open_fence = case when ? then null else fence end, file_id = ?,
                file_row = ?
            where effect_id = ? and version = ? and head = ?
            """.formatted(EffectSql.NOW);

    private static final String INSERT_EVENT = """
            insert into effect_event (effect_id, seq, from_state, to_state, attempt, at, node, why, hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Jdbc jdbc;
    private final Fences fences;

    Moves(Jdbc jdbc, Fences fences) {
        this.jdbc = jdbc;
        this.fences = fences;
    }

    /** Writes moves in one transaction, each on its own merits. */
    List<Written> write(List<Move> moves) {
        return jdbc.inRepeatedTransaction(tx -> writeNow(moves));
    }

    /** The same, or nothing if the file that carries them was written since it was read. */
    boolean write(List<Move> moves, EffectFile carrier) {
        return jdbc.inRepeatedTransaction(tx -> {
            boolean current = jdbc.one(
                            "select 1 from effect_file where file_id = ? and version = ? for update",
                            row -> 1,
                            carrier.id(),
                            carrier.version())
                    .isPresent();
            if (current) {
                writeNow(moves);
            }
            return current;
        });
    }

    private List<Written> writeNow(List<Move> moves) {
        Written[] written = new Written[moves.size()];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < moves.size(); i++) {
            order.add(i);
        }
        fences.refuseStopped(moves, written);
        fences.take(moves, written);
        order.removeIf(index -> written[index] != null);
        order.sort(Comparator.comparing(index -> moves.get(index).before().id()));
        insert(update(moves, order, written));
        fences.drop(moves, written);
        return List.of(written);
    }

    /** The transitions of those that were still as they were read. */
    private List<Transition> update(List<Move> moves, List<Integer> order, @Nullable Written[] written) {
        int[] counts = jdbc.batch(
                UPDATE, order.stream().map(index -> values(moves.get(index))).toList());
        List<Transition> steps = new ArrayList<>();
        for (int at = 0; at < counts.length; at++) {
            Move move = moves.get(order.get(at));
            written[order.get(at)] = counts[at] == 1 ? Written.DONE : Written.LOST;
            if (counts[at] == 1) {
                steps.addAll(move.steps());
            }
        }
        return steps;
    }

    /** First transitions come with the effects they begin. */
    void insert(List<Transition> steps) {
        if (!steps.isEmpty()) {
            jdbc.batch(INSERT_EVENT, steps.stream().map(Moves::values).toList());
        }
    }

    private static @Nullable Object[] values(Move move) {
        Effect after = move.after();
        return new @Nullable Object[] {
            after.state().word(),
            after.attempt(),
            after.version(),
            after.owner(),
            move.lease(),
            move.lease(),
            after.dueAt(),
            after.looks(),
            after.sentAt(),
            EffectSql.clip(after.answer(), 4000),
            EffectSql.clip(after.reason(), 1000),
            after.head(),
            after.changedAt(),
            after.state().isFinal(),
            after.carrier().map(Effect.Carrier::fileId).orElse(null),
            after.carrier().map(Effect.Carrier::row).orElse(null),
            move.before().id(),
            move.before().version(),
            // two claims of one version differ in it
            move.before().head()
        };
    }

    private static @Nullable Object[] values(Transition step) {
        return new @Nullable Object[] {
            step.effectId(),
            step.seq(),
            step.from().word(),
            step.to().word(),
            step.attempt(),
            step.at(),
            step.node(),
            step.why(),
            step.hash()
        };
    }
}
