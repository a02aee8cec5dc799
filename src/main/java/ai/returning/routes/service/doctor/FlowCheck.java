package ai.returning.routes.service.doctor;

import ai.returning.routes.component.EffectGuard;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.service.FlowScan;
import ai.returning.routes.service.FlowUse;
import ai.returning.routes.service.UsedOperations;
import ai.returning.routes.support.RaiException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** On which operations the enabled flows rest, and how sure these are. */
final class FlowCheck {
    private final Contract contract;
    private final Predicate<Operation> emulated;
    private final List<Finding> found = new ArrayList<>();
    private final Set<Operation> operations = new LinkedHashSet<>();
    private final Set<String> sources = new TreeSet<>();
    private final Set<String> webhooks = new TreeSet<>();

    private FlowCheck(Contract contract, Predicate<Operation> emulated) {
        this.contract = contract;
        this.emulated = emulated;
    }

    /** @param emulated whether the server of an operation is the emulator, where effects are free */
    static FlowCheck of(FlowScan scan, Contract contract, Predicate<Operation> emulated) {
        FlowCheck check = new FlowCheck(contract, emulated);
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

    /** The webhooks the enabled flows call, by name. */
    Set<String> webhooks() {
        return webhooks;
    }

    private void add(FlowUse use) {
        String area = "flow " + use.flow();
        if (!use.enabled()) {
            found.add(Finding.note(area, "use", "switched off"));
            return;
        }
        sources.addAll(use.sources());
        Set<Operation> called = new LinkedHashSet<>();
        int failed = found.size();
        for (String id : use.operations()) {
            use(
                    area,
                    id,
                    called,
                    operation -> EffectGuard.check(
                            operation,
                            !use.unkeyed().contains(id),
                            operation.csv().isEmpty(),
                            emulated));
        }
        for (String id : use.decided()) {
            // what rules ask for has a key and a ledger, also where it goes by file
            use(area, id, called, operation -> EffectGuard.check(operation, true, true, emulated));
        }
        webhooks.addAll(use.webhooks().keySet());
        // a webhook has a host and a key of its own
        reached(use).forEach(operations::add);
        if (found.size() == failed) {
            found.add(Finding.ok(area, "operations", called.isEmpty() ? "none" : words(called)));
        }
    }

    /** What goes to the host of all with the key of all: calls, and what the ledger asks after them. */
    private Stream<Operation> reached(FlowUse use) {
        Stream<Operation> called = contract.operations().stream()
                .filter(operation -> use.general().contains(operation.id()))
                .flatMap(operation -> UsedOperations.withJobQueries(contract, operation).stream());
        Stream<Operation> asked = contract.operations().stream()
                .filter(operation -> use.ledgered().contains(operation.id()))
                .flatMap(operation -> UsedOperations.readBack(contract, operation).stream());
        return Stream.concat(called, asked);
    }

    private void use(String area, String id, Set<Operation> called, Consumer<Operation> check) {
        try {
            Operation operation = contract.operation(id);
            called.addAll(UsedOperations.withJobQueries(contract, operation));
            check.accept(operation);
        } catch (RaiException e) {
            found.add(Finding.fail(
                    area, "operations", e.sentence(), "correct the route or the settings; it would not start"));
        }
    }

    private static String words(Set<Operation> called) {
        return called.stream()
                .map(operation ->
                        operation.id() + " (" + operation.evidence().name().toLowerCase(Locale.ROOT) + ")")
                .collect(Collectors.joining(", "));
    }
}
