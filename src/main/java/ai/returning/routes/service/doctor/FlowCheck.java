package ai.returning.routes.service.doctor;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.service.UsedOperations;
import ai.returning.routes.support.RaiException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** On which operations the enabled flows rest, and how sure these are. */
final class FlowCheck {
    private final Contract contract;
    private final List<Finding> found = new ArrayList<>();
    private final Set<Operation> operations = new LinkedHashSet<>();
    private final Set<String> sources = new TreeSet<>();

    private FlowCheck(Contract contract) {
        this.contract = contract;
    }

    static FlowCheck of(FlowScan scan, Contract contract) {
        FlowCheck check = new FlowCheck(contract);
        try {
            scan.read().forEach(check::add);
        } catch (RaiException e) {
            check.found.add(
                    Finding.fail("flows", "files", e.sentence(), "correct the file; ./rai run would not start"));
        }
        return check;
    }

    List<Finding> findings() {
        return found;
    }

    /** What the enabled flows call. */
    Set<Operation> operations() {
        return operations;
    }

    /** The sources the enabled flows read, by name. */
    Set<String> sources() {
        return sources;
    }

    private void add(FlowUse use) {
        String area = "flow " + use.flow();
        if (!use.enabled()) {
            found.add(Finding.note(area, "use", "switched off"));
            return;
        }
        sources.addAll(use.sources());
        try {
            Set<Operation> called = new LinkedHashSet<>();
            use.operations()
                    .forEach(id -> called.addAll(UsedOperations.withJobQueries(contract, contract.operation(id))));
            operations.addAll(called);
            found.add(Finding.ok(area, "operations", called.isEmpty() ? "none" : words(called)));
        } catch (RaiException e) {
            found.add(Finding.fail(area, "operations", e.sentence(), "correct the route"));
        }
    }

    private static String words(Set<Operation> called) {
        return called.stream()
                .map(operation ->
                        operation.id() + " (" + operation.evidence().name().toLowerCase(Locale.ROOT) + ")")
                .collect(Collectors.joining(", "));
    }
}
