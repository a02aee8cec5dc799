package ai.returning.routes.flowtest;

import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.mapping.CommunityFields;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Refuses what a case names and nobody has, and expectations that hold whatever the flow does. */
final class CaseRules {
    private final TestBench bench;
    private final TestFile test;
    private final TestCase one;
    private final References references;

    CaseRules(TestBench bench, TestFile test, TestCase one, References references) {
        this.bench = bench;
        this.test = test;
        this.one = one;
        this.references = references;
    }

    /** @throws RaiException TEST_INVALID */
    void check() {
        Set<String> operations =
                bench.contract().operations().stream().map(Operation::id).collect(Collectors.toSet());
        Set<String> kamelets = bench.kamelets().keySet();
        one.operations().keySet().forEach(name -> require(name, operations, "operations", "operation"));
        one.kamelets().keySet().forEach(name -> require(name, kamelets, "kamelets", "Kamelet"));
        if (one.kamelets().containsKey(underTest())) {
            throw wrong("'kamelets' names the Kamelet under test, which is run itself");
        }
        Set<String> both = new TreeSet<>(operations);
        both.addAll(kamelets);
        for (TestCase.Run run : one.runs()) {
            Expected expected = run.expected();
            expected.sent().keySet().forEach(name -> require(name, both, "sent", "operation or Kamelet"));
            expected.requests().keySet().forEach(name -> require(name, operations, "requests", "operation"));
            expected.sent().keySet().forEach(name -> requireSeen(name, operations));
            expected.requests().keySet().forEach(this::requireReached);
            expected.users().values().forEach(this::requireFields);
            requireKind(expected);
        }
    }

    private @Nullable String underTest() {
        return test.kind() == TestFile.Kind.KAMELET ? test.subject() : null;
    }

    private void requireSeen(String name, Set<String> operations) {
        if (operations.contains(name)) {
            requireReached(name);
            return;
        }
        boolean real = name.equals(underTest())
                || one.kamelets().getOrDefault(name, Script.ECHO).real();
        if (real) {
            throw wrong("'sent' names the Kamelet '" + name
                    + "', which is run itself, so that its calls are not noted → name the operation it calls");
        }
        if (!references.mayUse(name)) {
            throw wrong("'sent' names the Kamelet '" + name + "', which nothing in this case calls → leave it out");
        }
    }

    /** What no file of the case calls is never sent, so nothing is proven by saying so. */
    private void requireReached(String operation) {
        Operation known = bench.contract().operation(operation);
        boolean ofTheEngine = one.isSync()
                && (known.effect() != EffectMark.ALWAYS || known.csv().isPresent());
        if (!ofTheEngine && !references.mayCall(operation)) {
            throw wrong("'sent' or 'requests' names the operation '" + operation
                    + "', which nothing in this case can call: Kamelets are replaced → name the Kamelet in 'sent', or run"
                    + " it with 'real: true'");
        }
    }

    /** A field nobody has is empty for everybody. */
    private void requireFields(@Nullable Map<String, String> fields) {
        if (fields == null) {
            return;
        }
        Set<String> known =
                new TreeSet<>(CommunityFields.load(bench.communityFields()).names());
        known.addAll(List.of("badges", "email"));
        fields.forEach((name, value) -> {
            if (value.isEmpty()) {
                require(name, known, "users", "field of the community");
            }
        });
    }

    private void requireKind(Expected expected) {
        if (one.isSync()) {
            refuse(
                    expected.body() != null,
                    "body",
                    "of a sync: there is no message at the end → look at books or sent");
            refuse(!expected.headers().isEmpty(), "headers", "of a sync: there is no message at the end");
        } else {
            refuse(expected.books() != null, "books", "without rows: only a sync keeps books");
            refuse(expected.quarantine() != null, "quarantine", "without rows: only a sync has a quarantine");
            refuse(
                    !expected.users().isEmpty() && !one.emulated(),
                    "users",
                    "without a community → add 'emulator: {}' to the case");
        }
    }

    private void refuse(boolean wrong, String key, String why) {
        if (wrong) {
            throw wrong("'" + key + "' proves nothing " + why);
        }
    }

    private void require(String name, Collection<String> known, String where, String what) {
        if (!known.contains(name)) {
            throw wrong("'" + where + "' names '" + name + "', but no " + what + " is called so."
                    + Nearest.hint(name, known));
        }
    }

    private static RaiException wrong(String problem) {
        return new RaiException(
                ErrorCode.TEST_INVALID, problem.endsWith("?") || problem.endsWith(".") ? problem : problem + ".");
    }
}
