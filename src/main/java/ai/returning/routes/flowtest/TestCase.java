package ai.returning.routes.flowtest;

import java.util.List;
import java.util.Map;

/** One case. A sync flow may run several times in it; anything else has one run. */
record TestCase(
        String name,
        int line,
        Map<String, String> properties,
        Map<String, Script> kamelets,
        Map<String, Script> operations,
        List<Run> runs) {

    /** Input and expectation; {@code tenant} is what changes at the emulator before it. */
    record Run(int line, Tenant tenant, Input input, Expected expected) {}

    /** True if it runs a sync; else a message is sent. */
    boolean isSync() {
        return runs.stream().anyMatch(run -> run.input().isSource());
    }

    /** True if a run goes against the emulator. */
    boolean emulated() {
        return runs.stream().anyMatch(run -> run.tenant().given());
    }

    /** True if it proves a failure rather than a success. */
    boolean provesFailure() {
        return runs.stream().anyMatch(run -> run.expected().failure());
    }

    /** True if it proves that something works. */
    boolean provesSuccess() {
        return runs.stream().anyMatch(run -> run.expected().success());
    }
}
