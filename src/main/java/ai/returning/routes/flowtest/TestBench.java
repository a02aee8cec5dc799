package ai.returning.routes.flowtest;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.ContractOverrides;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What all cases of one go share: settings, contract, and what the Kamelets declare. Read once. */
final class TestBench {
    private final Path root;
    private final Clock clock;
    private final TestSettings settings;
    private final Contract contract;
    private final Map<String, KameletFile> kamelets = new LinkedHashMap<>();

    /** @param root the folder with {@code routes} and {@code config} */
    TestBench(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
        this.settings = TestSettings.load(root.resolve("config").resolve("application.yaml"));
        this.contract = contract(path("returning-ai.contract"), settings);
        for (Path file : Folders.files(flows().resolve("kamelets"), 1, KameletFile.END)) {
            KameletFile kamelet = KameletFile.read(file);
            kamelets.put(kamelet.name(), kamelet);
        }
    }

    /** Operations that are off by default are on: nothing here can harm anybody. */
    private static Contract contract(Path file, TestSettings settings) {
        Map<String, ContractOverrides.OperationOverride> changed = new LinkedHashMap<>();
        Contract.load(file).operations().stream()
                .filter(Operation::offByDefault)
                .forEach(operation -> changed.put(
                        operation.id(), new ContractOverrides.OperationOverride(null, null, null, null, true)));
        return Contract.load(file, overrides(settings, changed));
    }

    /** Operations that the settings switch on or off, or move. */
    private static ContractOverrides overrides(
            TestSettings settings, Map<String, ContractOverrides.OperationOverride> changed) {
        String prefix = "returning-ai.operations.";
        Set<String> ids = settings.names().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).replaceFirst("\\..*", ""))
                .filter(id -> !changed.containsKey(id))
                .collect(Collectors.toSet());
        for (String id : ids) {
            String enabled = settings.text(prefix + id + ".enabled", "");
            changed.put(
                    id,
                    new ContractOverrides.OperationOverride(
                            null, null, null, null, enabled.isEmpty() ? null : Boolean.valueOf(enabled)));
        }
        return new ContractOverrides(Map.of(), changed);
    }

    Path root() {
        return root;
    }

    Clock clock() {
        return clock;
    }

    TestSettings settings() {
        return settings;
    }

    Contract contract() {
        return contract;
    }

    Path path(String setting) {
        return root.resolve(settings.text(setting));
    }

    Path flows() {
        return path("returning-ai.flows");
    }

    Path communityFields() {
        return path("returning-ai.community-fields");
    }

    Map<String, KameletFile> kamelets() {
        return kamelets;
    }

    /** A file as messages show it. */
    String shown(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path from = root.toAbsolutePath().normalize();
        return (absolute.startsWith(from) ? from.relativize(absolute) : absolute).toString();
    }

    KameletFile kamelet(String name) {
        KameletFile kamelet = kamelets.get(name);
        if (kamelet == null) {
            throw new RaiException(
                    ErrorCode.TEST_INVALID,
                    "No Kamelet '" + name + "' stands in " + shown(flows().resolve("kamelets")) + "."
                            + Nearest.hint(name, kamelets.keySet()));
        }
        return kamelet;
    }

    /** The file of a route, beside its test. */
    Path routeFile(TestFile test) {
        Path folder = FlowTests.folder(test.file());
        Path file = folder.resolve(test.subject() + ".camel.yaml");
        if (!Files.isRegularFile(file)) {
            List<String> names = Folders.files(folder, 1, ".camel.yaml").stream()
                    .map(path -> path.getFileName().toString().replace(".camel.yaml", ""))
                    .toList();
            throw new RaiException(
                    ErrorCode.TEST_INVALID,
                    test.shown() + ":" + test.line() + " " + shown(file) + " is not there."
                            + Nearest.hint(test.subject(), names));
        }
        return file;
    }

    /** What the files call that a case loads: its own, those that routes share, and Kamelets that are run. */
    References references(TestFile test, TestCase one) {
        References references = new References();
        List<Path> routes = new ArrayList<>(shared());
        if (test.kind() == TestFile.Kind.KAMELET) {
            KameletFile kamelet = kamelet(test.subject());
            references.add(kamelet.file(), shown(kamelet.file()));
        } else {
            Path folder = FlowTests.folder(routeFile(test));
            routes.addAll(Folders.files(folder, 1, ".camel.yaml"));
            Folders.files(folder, 1, ".rules.yaml").forEach(references::addRules);
        }
        routes.forEach(file -> references.add(file, shown(file)));
        references.requireDeclared(
                settings.names(), test.kind() == TestFile.Kind.KAMELET ? kamelet(test.subject()) : null);
        one.kamelets().forEach((name, script) -> {
            if (script.real() && kamelets.containsKey(name)) {
                references.add(kamelets.get(name).file(), "");
            }
        });
        return references;
    }

    /** Route files that all routes may rely on. */
    List<Path> shared() {
        return Folders.files(flows().resolve("shared"), 8, ".camel.yaml");
    }
}
