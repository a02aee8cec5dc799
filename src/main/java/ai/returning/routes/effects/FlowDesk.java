package ai.returning.routes.effects;

import ai.returning.routes.effects.store.DeskNotes;
import ai.returning.routes.effects.store.EffectOverview;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.effects.store.QuarantineView;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Flows, what is open of each, and the switch that stops one for all processes at once. */
public final class FlowDesk {
    private final Jdbc jdbc;
    private final FlowSwitches switches;
    private final EffectOverview overview;
    private final QuarantineView quarantine;
    private final DeskNotes notes;
    private final Clock clock;
    private final Supplier<List<String>> folders;

    /** @param folders names of the flows that stand in the folder of flows */
    public FlowDesk(Jdbc jdbc, Clock clock, Supplier<List<String>> folders) {
        this.jdbc = jdbc;
        this.switches = new FlowSwitches(jdbc);
        this.overview = new EffectOverview(jdbc);
        this.quarantine = new QuarantineView(jdbc);
        this.notes = new DeskNotes(jdbc);
        this.clock = clock;
        this.folders = folders;
    }

    /**
     * One flow.
     *
     * @param inFolder false if only the ledger knows it
     * @param stop empty if it goes
     * @param open effects that are not at their end, by state
     * @param parked events and orders that need a person
     */
    public record Line(
            String flow, boolean inFolder, Optional<FlowSwitch> stop, Map<EffectState, Long> open, long parked) {}

    /** All flows by name; of those without a folder the ones with something open, parked or stopped. */
    public List<Line> list() {
        List<String> here = folders.get();
        Map<String, FlowSwitch> stopped =
                switches.list().stream().collect(Collectors.toMap(FlowSwitch::flow, Function.identity()));
        Map<String, Map<EffectState, Long>> open = overview.openByFlow();
        Map<String, Long> parked = quarantine.parkedByFlow();
        return known(here, List.of(stopped.keySet(), open.keySet(), parked.keySet())).stream()
                .map(flow -> new Line(
                        flow,
                        here.contains(flow),
                        Optional.ofNullable(stopped.get(flow)),
                        open.getOrDefault(flow, Map.of()),
                        parked.getOrDefault(flow, 0L)))
                .toList();
    }

    /**
     * Stops a flow: none of its effects is sent, and no event is read, until somebody starts it. Nothing is lost.
     *
     * @param who the person, as the system knows them
     * @return the switch as it stands; another one's if the flow was stopped before
     * @throws RaiException FLOW_UNKNOWN
     */
    public FlowSwitch stop(String flow, String who, String reason) {
        require(flow);
        FlowSwitch wanted = new FlowSwitch(flow, clock.millis(), who, reason);
        return jdbc.inTransaction(tx -> {
            if (switches.stop(wanted)) {
                note(DeskNote.Action.STOP, wanted);
                return wanted;
            }
            return find(flow).orElse(wanted);
        });
    }

    /**
     * Lets a stopped flow go on.
     *
     * @return the switch that was taken away; empty if the flow was not stopped
     * @throws RaiException FLOW_UNKNOWN
     */
    public Optional<FlowSwitch> start(String flow, String who) {
        require(flow);
        return jdbc.inTransaction(tx -> {
            Optional<FlowSwitch> stop = find(flow);
            if (stop.isPresent() && switches.start(flow)) {
                note(DeskNote.Action.START, new FlowSwitch(flow, clock.millis(), who, ""));
                return stop;
            }
            return Optional.<FlowSwitch>empty();
        });
    }

    private Optional<FlowSwitch> find(String flow) {
        return switches.list().stream().filter(one -> one.flow().equals(flow)).findFirst();
    }

    private void note(DeskNote.Action action, FlowSwitch what) {
        notes.add(new DeskNote(what.at(), what.who(), action, DeskNote.ofFlow(what.flow()), what.reason()));
    }

    private static List<String> known(List<String> here, List<Set<String>> more) {
        TreeSet<String> names = new TreeSet<>(here);
        more.forEach(names::addAll);
        return List.copyOf(names);
    }

    /** The ledger is asked last: a stop must not wait for it. */
    private void require(String flow) {
        List<String> here = folders.get();
        if (!here.contains(flow) && find(flow).isEmpty() && !overview.knows(flow)) {
            throw new RaiException(
                    ErrorCode.FLOW_UNKNOWN,
                    "No flow '" + flow + "' stands in the folder of flows or in the ledger." + Nearest.hint(flow, here)
                            + " Flows: " + String.join(", ", here) + ".");
        }
    }
}
