package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Admittance;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.LookAlike;
import ai.returning.routes.effects.Move;
import ai.returning.routes.effects.Transition;
import ai.returning.routes.effects.file.EffectFile;
import ai.returning.routes.jdbc.Jdbc;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Effects and their transitions. Every write names the version it starts from. Rows are always touched in the order of
 * fences, then effects by id, so that two processes never wait for each other.
 */
public final class EffectStore {
    /** How a move went. */
    public enum Written {
        DONE,
        /** Somebody else moved the effect meanwhile; nothing was written. */
        LOST,
        /** Another effect of the same fence is under way or unclear, or the flow is stopped; nothing was written. */
        FENCED
    }

    private final FlowSwitches switches;
    private final EffectLookup lookup;
    private final Moves moves;
    private final Admissions admissions;
    private final FreeIntents free;
    private final OpenCalls calls;
    private final CarriedRows rows;
    private final EffectCounts counts;
    private final Doubts doubts;
    private final LateLooks late;
    private final Balances balances;

    public EffectStore(Jdbc jdbc) {
        this.switches = new FlowSwitches(jdbc);
        this.lookup = new EffectLookup(jdbc);
        this.moves = new Moves(jdbc, new Fences(jdbc, switches));
        this.admissions = new Admissions(jdbc, lookup, moves);
        this.free = new FreeIntents(jdbc, switches);
        this.calls = new OpenCalls(jdbc);
        this.rows = new CarriedRows(jdbc);
        this.counts = new EffectCounts(jdbc);
        this.doubts = new Doubts(jdbc);
        this.late = new LateLooks(jdbc);
        this.balances = new Balances(jdbc);
    }

    /**
     * Adds effects that are not there yet, with their first transitions. One that asks for approval, or goes beyond a cap,
     * is added as it was planned.
     *
     * @param wanted at most one an id
     * @return all of them as they stand in the ledger now, by id; who won is told by the admission
     */
    public Map<String, Effect> admit(List<Admittance> wanted) {
        return admissions.admit(wanted);
    }

    /**
     * Writes the end of an effect's wait for approval.
     *
     * @param move if it leads to an intent, the effect counts against its caps from now on, also beyond them
     */
    public Written decideHeld(Move move) {
        return admissions.decideHeld(move);
    }

    /** Writes moves in one transaction, each on its own merits. */
    public List<Written> write(List<Move> moves) {
        return this.moves.write(moves);
    }

    /**
     * Writes moves of rows of a file, each on its own merits, as long as the file stands as it was read: what follows from
     * an old view of it is not written.
     *
     * @return false if it was written meanwhile
     */
    public boolean write(List<Move> moves, EffectFile carrier) {
        return this.moves.write(moves, carrier);
    }

    /** The effect of an id. */
    public Optional<Effect> find(String id) {
        return lookup.find(id);
    }

    /** Those of the ids that are in the ledger. */
    public Map<String, Effect> find(Collection<String> ids) {
        return lookup.find(ids);
    }

    /** Effects whose id begins so; for commands. */
    public List<Effect> startingWith(String prefix, int limit) {
        return lookup.startingWith(prefix, limit);
    }

    /** The newest first; each filter may be null. */
    public List<Effect> recent(@Nullable String flow, @Nullable EffectState state, int limit) {
        return lookup.recent(flow, state, limit);
    }

    /** The transitions of an effect, oldest first. */
    public List<Transition> steps(String effectId) {
        return lookup.steps(effectId);
    }

    /**
     * Intents that nobody holds and whose time has come, those that wait longest first. Of each fence only its first open
     * effect counts, and none while another one holds the fence: a claim of any other would be refused.
     *
     * @param most how many of an operation are wanted at most
     */
    public List<Effect> freeIntents(String tenant, Lane lane, long now, int limit, ToIntFunction<String> most) {
        return free.find(tenant, lane, now, limit, most);
    }

    /** The first open effect of a fence, if it is a free call, its time has come, and no other holds the fence. */
    public Optional<Effect> nextOf(String tenant, String fence, long now) {
        return calls.nextOf(tenant, fence, now);
    }

    /** Effects under way whose holder is silent for longer than its lease. */
    public List<Effect> lostSends(String tenant, int limit) {
        return calls.lostSends(tenant, limit);
    }

    /** Effects of a state whose time has come; those of files are looked at by file. */
    public List<Effect> due(String tenant, EffectState state, long now, int limit) {
        return calls.due(tenant, state, now, limit);
    }

    /** Free intents of one operation that go by file, those that wait longest first. */
    public List<Effect> freeRows(String tenant, String operation, long now, int limit) {
        return free.find(tenant, Lane.FILE, now, limit, other -> other.equals(operation) ? limit : 0);
    }

    /** The effects that a file carries, in the order of its rows. */
    public List<Effect> inFile(String fileId) {
        return rows.inFile(fileId);
    }

    /** Files that carry effects under way whose holder is silent for longer than its lease. */
    public List<String> lostRows(String operation) {
        return rows.lostRows(operation);
    }

    /** Gives effects their places in a file that is not sealed yet. */
    public void number(String fileId, List<Effect> rows) {
        this.rows.number(fileId, rows);
    }

    /** Effects that were rows of a file in any attempt, by what their transitions say. */
    public List<Effect> everIn(String fileName) {
        return rows.everIn(fileName);
    }

    /** The effect of the same fence that an effect waits for: it goes first, or it is not clear yet. */
    public Optional<Effect> ahead(Effect effect) {
        return calls.ahead(effect);
    }

    /** Number of effects by state. */
    public Map<EffectState, Long> counts() {
        return counts.counts();
    }

    /** Number of effects that are not at their end, by state; states without any are left out. */
    public Map<EffectState, Long> open() {
        return counts.open();
    }

    /** Number of effects of other communities that are not at their end, by community: nothing here goes on with them. */
    public Map<String, Long> openBeside(String tenant) {
        return counts.openBeside(tenant);
    }

    /** How many effects of the same fence that were admitted later have already happened. */
    public int overtaken(Effect effect) {
        return counts.overtaken(effect);
    }

    /** Other effects of the same operation and subject that were sent since a time and may have happened. */
    public List<LookAlike> sentBeside(Effect effect, long since, int limit) {
        return doubts.sentBeside(effect, since, limit);
    }

    /** Keeps for a person that an effect may have happened twice. */
    public void suspectDouble(String effectId, long at, String why) {
        doubts.suspectDouble(effectId, at, why);
    }

    /** Names of the flows that a person has stopped. */
    public Set<String> stoppedFlows() {
        return switches.stopped();
    }

    /** Effects of which an earlier attempt may still show up. */
    public LateLooks lateLooks() {
        return late;
    }

    /** What values were before the calls that add to them. */
    public Balances balances() {
        return balances;
    }
}
