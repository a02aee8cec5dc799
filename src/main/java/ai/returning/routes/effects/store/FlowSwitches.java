package ai.returning.routes.effects.store;

import ai.returning.routes.effects.FlowSwitch;
import ai.returning.routes.jdbc.Jdbc;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Flows that a person has stopped. What is asked here holds for all processes on the same state at once. */
public final class FlowSwitches {
    /** For queries over effects. */
    static final String FLOW_GOES = "not exists (select 1 from flow_switch s where s.flow = effect.flow)";

    private final Jdbc jdbc;

    public FlowSwitches(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Stops a flow; false if it was stopped already, and the first reason stays. */
    public boolean stop(FlowSwitch stop) {
        return jdbc.update(
                        "insert into flow_switch (flow, at, who, reason) values (?, ?, ?, ?) on conflict do nothing",
                        stop.flow(),
                        stop.at(),
                        stop.who(),
                        stop.reason())
                == 1;
    }

    /** Lets a flow go on; false if it was not stopped. */
    public boolean start(String flow) {
        return jdbc.update("delete from flow_switch where flow = ?", flow) == 1;
    }

    public boolean isStopped(String flow) {
        return jdbc.one("select 1 from flow_switch where flow = ?", row -> 1, flow)
                .isPresent();
    }

    /** All stopped flows, by name. */
    public List<FlowSwitch> list() {
        return jdbc.list(
                "select flow, at, who, reason from flow_switch order by flow",
                row -> new FlowSwitch(row.getString(1), row.getLong(2), row.getString(3), row.getString(4)));
    }

    Set<String> stopped() {
        return list().stream().map(FlowSwitch::flow).collect(Collectors.toSet());
    }
}
