package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Admittance;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.LookAlike;
import ai.returning.routes.effects.Move;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.Transition;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Effects and their transitions. Every write names the version it starts from. Rows are always touched in the order of
 * fences, then effects by id, so that two processes never wait for each other.
 */
public final class EffectStore {
    static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private static final String INSERT = """
            insert into effect (effect_id, tenant, effect, business_key, subject, operation, content, content_hash,
                fence, open_fence, flow, place, state, attempt, version, admission, owner, lease_until, due_at, looks,
                head, position, admitted_at, changed_at, reason, rule, event_key, amount, unit, lane)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s + ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """.formatted(NOW);

    private static final String UPDATE = """
            update effect set state = ?, attempt = ?, version = ?, owner = ?,
                lease_until = case when ? = 0 then 0 else %s + ? end, due_at = ?, looks = ?, sent_at = ?, answer = ?,
                reason = ?, head = ?, changed_at = ?, open_fence = case when ? then null else fence end, file_id = ?,
                file_row = ?
            where effect_id = ? and version = ? and head = ?
            """.formatted(NOW);

    private static final String INSERT_EVENT = """
            insert into effect_event (effect_id, seq, from_state, to_state, attempt, at, node, why, hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** How a move went. */
    public enum Written {
        DONE,
        /** Somebody else moved the effect meanwhile; nothing was written. */
        LOST,
        /** Another effect of the same fence is under way or unclear, or the flow is stopped; nothing was written. */
        FENCED
    }

    private final Jdbc jdbc;
    private final Fences fences;
    private final FlowSwitches switches;
    private final FreeIntents free;
    private final LateLooks late;

    /** What values were before the calls that add to them. */
    public Balances balances() {
        return new Balances(jdbc);
    }

    public EffectStore(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.switches = new FlowSwitches(jdbc);
        this.fences = new Fences(jdbc, switches);
        this.free = new FreeIntents(jdbc, switches);
        this.late = new LateLooks(jdbc);
    }

    /**
     * Adds effects that are not there yet, with their first transitions. One that asks for approval, or goes beyond a cap,
     * is added as it was planned.
     *
     * @param wanted at most one an id
     * @return all of them as they stand in the ledger now, by id; who won is told by the admission
     */
    public Map<String, Effect> admit(List<Admittance> wanted) {
        return jdbc.inRepeatedTransaction(tx -> {
            Caps caps = new Caps(tx);
            List<Admittance> granted = caps.grant(
                    wanted,
                    () -> find(wanted.stream().map(Admittance::id).toList()).keySet());
            List<Admittance> sorted = granted.stream()
                    .sorted(Comparator.comparing(Admittance::id))
                    .toList();
            tx.batch(
                    INSERT,
                    sorted.stream()
                            .map(one -> values(
                                    one.effect(),
                                    one.isHeld() ? 0 : one.intent().lease()))
                            .toList());
            Map<String, Effect> ours = sorted.stream().collect(Collectors.toMap(Admittance::id, Admittance::effect));
            Map<String, Effect> found = inLedger(ours);
            insert(granted.stream()
                    .filter(one -> !one.isHeld() && found.get(one.id()) == one.effect())
                    .flatMap(one -> one.intent().steps().stream())
                    .toList());
            caps.hold(granted.stream()
                    .filter(one -> one.isHeld() && found.get(one.id()) == one.effect())
                    .toList());
            return found;
        });
    }

    /**
     * Writes the end of an effect's wait for approval.
     *
     * @param move if it leads to an intent, the effect counts against its caps from now on, also beyond them
     */
    public Written decideHeld(Move move) {
        return jdbc.inRepeatedTransaction(tx -> {
            Caps caps = new Caps(tx);
            if (move.after().state() == EffectState.INTENT) {
                return caps.takeHeld(move.before(), () -> write(List.of(move)).get(0));
            }
            Written written = write(List.of(move)).get(0);
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
                        "select effect_id, admission from effect where effect_id in (" + places(ours.size()) + ")",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        ours.keySet().toArray())
                .forEach(entry -> admissions.put(entry.getKey(), entry.getValue()));
        Map<String, Effect> found = new HashMap<>();
        ours.values().stream()
                .filter(effect -> effect.admission().equals(admissions.get(effect.id())))
                .forEach(effect -> found.put(effect.id(), effect));
        found.putAll(
                find(ours.keySet().stream().filter(id -> !found.containsKey(id)).toList()));
        return found;
    }

    /** Writes moves in one transaction, each on its own merits. */
    public List<Written> write(List<Move> moves) {
        return jdbc.inRepeatedTransaction(tx -> {
            Written[] written = new Written[moves.size()];
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < moves.size(); i++) {
                order.add(i);
            }
            fences.refuseStopped(moves, written);
            fences.take(moves, written);
            order.removeIf(index -> written[index] != null);
            order.sort(Comparator.comparing(index -> moves.get(index).before().id()));
            int[] counts = tx.batch(
                    UPDATE,
                    order.stream().map(index -> values(moves.get(index))).toList());
            List<Transition> steps = new ArrayList<>();
            for (int at = 0; at < counts.length; at++) {
                Move move = moves.get(order.get(at));
                written[order.get(at)] = counts[at] == 1 ? Written.DONE : Written.LOST;
                if (counts[at] == 1) {
                    steps.addAll(move.steps());
                }
            }
            insert(steps);
            fences.drop(moves, written);
            return List.of(written);
        });
    }

    private void insert(List<Transition> steps) {
        if (!steps.isEmpty()) {
            jdbc.batch(INSERT_EVENT, steps.stream().map(EffectStore::values).toList());
        }
    }

    public Optional<Effect> find(String id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /** Those of the ids that are in the ledger. */
    public Map<String, Effect> find(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .list(
                        "select * from effect where effect_id in (" + places(ids.size()) + ")",
                        EffectRow::read,
                        ids.toArray())
                .stream()
                .collect(Collectors.toMap(Effect::id, Function.identity()));
    }

    /** Effects whose id begins so; for commands. */
    public List<Effect> startingWith(String prefix, int limit) {
        return jdbc.list(
                "select * from effect where effect_id >= ? and effect_id < ? order by effect_id limit ?",
                EffectRow::read,
                prefix,
                // behind every hex digit
                prefix + "g",
                limit);
    }

    /**
     * Intents that nobody holds and whose time has come, those that wait longest first. Of each fence only its first open
     * effect counts, and none while another one holds the fence: a claim of any other would be refused.
     */
    public List<Effect> freeIntents(String tenant, Lane lane, long now, int limit) {
        return freeIntents(tenant, lane, now, limit, operation -> limit);
    }

    /**
     * The same, by operation.
     *
     * @param most how many of an operation are wanted at most
     */
    public List<Effect> freeIntents(String tenant, Lane lane, long now, int limit, ToIntFunction<String> most) {
        return free.find(tenant, lane, now, limit, most);
    }

    /** Free intents of one operation that go by file, those that wait longest first. */
    public List<Effect> freeRows(String tenant, String operation, long now, int limit) {
        return freeIntents(tenant, Lane.FILE, now, limit, other -> other.equals(operation) ? limit : 0);
    }

    /** The effects that a file carries, in the order of its rows. */
    public List<Effect> inFile(String fileId) {
        return jdbc.list("select * from effect where file_id = ? order by file_row", EffectRow::read, fileId);
    }

    /** Files that carry effects under way whose holder is silent for longer than its lease. */
    public List<String> lostRows(String operation) {
        return jdbc.list(
                "select distinct file_id from effect where state = 'sending' and lane = 'file' and operation = ?"
                        + " and lease_until <= " + NOW,
                row -> row.getString(1),
                operation);
    }

    /** Gives effects their places in a file that is not sealed yet. */
    public void number(String fileId, List<Effect> rows) {
        List<Object[]> values = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            values.add(new Object[] {row, rows.get(row).id(), fileId});
        }
        jdbc.inTransaction(
                tx -> tx.batch("update effect set file_row = ? where effect_id = ? and file_id = ?", values));
    }

    /** Effects that were rows of a file in any attempt, by what their transitions say. */
    public List<Effect> everIn(String fileName) {
        return jdbc.list(
                "select * from effect where effect_id in (select effect_id from effect_event where why like ?)"
                        + " order by effect_id",
                EffectRow::read,
                "%" + fileName);
    }

    /** The first open effect of a fence, if it is a free call, its time has come, and no other holds the fence. */
    public Optional<Effect> nextOf(String tenant, String fence, long now) {
        return jdbc
                .list(
                        "select * from effect where effect_id = (select e.effect_id from effect e"
                                + " where e.open_fence = ? order by e.position, e.effect_id limit 1)"
                                + " and state = 'intent' and lane = 'call' and tenant = ? and due_at <= ?"
                                + " and lease_until <= " + NOW + " and " + FlowSwitches.FLOW_GOES + " and "
                                + FreeIntents.FENCE_IS_FREE,
                        EffectRow::read,
                        fence,
                        tenant,
                        now)
                .stream()
                .findFirst();
    }

    /** How many effects of the same fence that were admitted later have already happened. */
    public int overtaken(Effect effect) {
        return jdbc.one(
                        "select count(*) from effect where fence = ? and state = 'applied' and position > ?",
                        row -> row.getInt(1),
                        effect.fence().orElse(null),
                        effect.position())
                .orElse(0);
    }

    /** Effects under way whose holder is silent for longer than its lease. */
    public List<Effect> lostSends(String tenant, int limit) {
        return jdbc.list(
                "select * from effect where state in ('sending', 'accepted') and tenant = ? and lane = 'call'"
                        + " and lease_until <= " + NOW + " order by sent_at limit ?",
                EffectRow::read,
                tenant,
                limit);
    }

    /** Effects of a state whose time has come; those of files are looked at by file. */
    public List<Effect> due(String tenant, EffectState state, long now, int limit) {
        return jdbc.list(
                "select * from effect where state = ? and tenant = ? and lane = 'call' and due_at <= ?"
                        + " order by due_at, effect_id limit ?",
                EffectRow::read,
                state.word(),
                tenant,
                now,
                limit);
    }

    /** Effects of which an earlier attempt may still show up. */
    public LateLooks lateLooks() {
        return late;
    }

    /** Names of the flows that a person has stopped. */
    public Set<String> stoppedFlows() {
        return switches.stopped();
    }

    /** The newest first; each filter may be null. */
    public List<Effect> recent(@Nullable String flow, @Nullable EffectState state, int limit) {
        String word = state == null ? null : state.word();
        return jdbc.list(
                "select * from effect where (cast(? as varchar) is null or flow = ?)"
                        + " and (cast(? as varchar) is null or state = ?) order by admitted_at desc, effect_id limit ?",
                EffectRow::read,
                flow,
                flow,
                word,
                word,
                limit);
    }

    /** Number of effects by state. */
    public Map<EffectState, Long> counts() {
        Map<EffectState, Long> counts = new EnumMap<>(EffectState.class);
        jdbc.list(
                        "select state, count(*) from effect group by state",
                        row -> Map.entry(EffectState.of(row.getString(1)), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** Number of effects that are not at their end, by state; states without any are left out. */
    public Map<EffectState, Long> open() {
        Map<EffectState, Long> counts = new EnumMap<>(EffectState.class);
        List<String> words = openWords();
        jdbc.list(
                        "select state, count(*) from effect where state in (" + places(words.size())
                                + ") group by state",
                        row -> Map.entry(EffectState.of(row.getString(1)), row.getLong(2)),
                        words.toArray())
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** Number of effects of other communities that are not at their end, by community: nothing here goes on with them. */
    public Map<String, Long> openBeside(String tenant) {
        List<String> words = openWords();
        List<Object> values = new ArrayList<>(words);
        values.add(tenant);
        return jdbc
                .list(
                        "select tenant, count(*) from effect where state in (" + places(words.size())
                                + ") and tenant <> ? group by tenant",
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        values.toArray())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> openWords() {
        return Arrays.stream(EffectState.values())
                .filter(state -> !state.isFinal())
                .map(EffectState::word)
                .toList();
    }

    /** Other effects of the same operation and subject that were sent since a time and may have happened. */
    public List<LookAlike> sentBeside(Effect effect, long since, int limit) {
        return jdbc.list(
                "select content, state, attempt, admitted_at, sent_at from effect where subject = ? and tenant = ?"
                        + " and operation = ? and sent_at >= ? and effect_id <> ?"
                        + " and state in ('applied', 'sending', 'accepted', 'ambiguous', 'needs-person')"
                        + " order by sent_at desc limit ?",
                row -> new LookAlike(
                        row.getString("content"),
                        EffectState.of(row.getString("state")),
                        row.getInt("attempt"),
                        row.getLong("admitted_at"),
                        row.getLong("sent_at")),
                effect.subject(),
                effect.tenant(),
                effect.operation(),
                since,
                effect.id(),
                limit);
    }

    /** Keeps for a person that an effect may have happened twice. */
    public void suspectDouble(String effectId, long at, String why) {
        jdbc.update(
                "insert into effect_alarm (effect_id, at, why) values (?, ?, ?) on conflict do nothing",
                effectId,
                at,
                clip(why, 1000));
    }

    /** Why effects may have happened twice, by id. */
    public Map<String, String> doubles() {
        return jdbc
                .list(
                        "select effect_id, why from effect_alarm order by at",
                        row -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The transitions of an effect, oldest first. */
    public List<Transition> steps(String effectId) {
        return jdbc.list("select * from effect_event where effect_id = ? order by seq", EffectRow::readStep, effectId);
    }

    private static @Nullable Object[] values(Effect effect, long lease) {
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
            lease,
            effect.dueAt(),
            effect.looks(),
            effect.head(),
            effect.position(),
            effect.admittedAt(),
            effect.changedAt(),
            clip(effect.reason(), 1000),
            effect.origin().rule(),
            effect.origin().eventKey(),
            effect.stake().map(Stake::amount).orElse(null),
            effect.stake().map(Stake::unit).orElse(null),
            effect.lane().word()
        };
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
            clip(after.answer(), 4000),
            clip(after.reason(), 1000),
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

    static @Nullable String clip(@Nullable String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most);
    }

    static String places(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** For tests that look for leftovers. */
    List<String> fences() {
        return jdbc.list("select fence from effect_fence order by fence", row -> row.getString(1));
    }
}
