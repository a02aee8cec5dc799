package ai.returning.routes.flowtest;

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
import java.util.TreeSet;

/** Finds the tests of all flows and Kamelets. Nothing outside this machine is called, and nothing is kept. */
public final class FlowTests {
    static final String TEST = ".test.yaml";
    private static final String ROUTE = ".camel.yaml";
    private static final int DEPTH = 8;

    private final TestBench bench;

    /**
     * Reads what all tests share.
     *
     * @param root the folder with {@code routes} and {@code config}
     * @throws RaiException CONFIG_INVALID, YAML_INVALID or CONTRACT_INVALID if the settings, the contract or a Kamelet
     *     cannot be read
     */
    public FlowTests(Path root, Clock clock) {
        if (!Files.isRegularFile(root.resolve("config").resolve("application.yaml"))) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "config/application.yaml is not in " + root.toAbsolutePath()
                            + ". Start the program in the folder that holds routes/ and config/.");
        }
        this.bench = new TestBench(root, clock);
        if (!Files.isDirectory(bench.flows())) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The folder of the flows " + bench.flows() + " is not there (returning-ai.flows).");
        }
    }

    /**
     * The suites of some flows, routes and Kamelets.
     *
     * @param names ids of flows and routes, and names of Kamelets; empty takes all
     * @throws RaiException FLOW_UNKNOWN with the nearest name
     */
    public List<FlowTestSuite> suites(List<String> names) {
        List<FlowTestSuite> all = all();
        if (names.isEmpty()) {
            return all;
        }
        Set<String> known = new TreeSet<>();
        all.forEach(suite -> {
            known.add(suite.subject());
            known.add(folderName(suite));
        });
        for (String name : names) {
            if (!known.contains(name)) {
                throw new RaiException(
                        ErrorCode.FLOW_UNKNOWN,
                        "No flow, route or Kamelet is called '" + name + "'." + Nearest.hint(name, known) + " Known: "
                                + String.join(", ", known) + ".");
            }
        }
        return all.stream()
                .filter(suite -> names.contains(suite.subject()) || names.contains(folderName(suite)))
                .toList();
    }

    private static String folderName(FlowTestSuite suite) {
        return String.valueOf(suite.folder().getFileName());
    }

    /** Every test file, and every route and Kamelet that has none. */
    private List<FlowTestSuite> all() {
        Map<Path, FlowTestSuite> suites = new LinkedHashMap<>();
        for (Path file : subjects()) {
            String subject = subject(file);
            Path test = file.resolveSibling(subject + TEST);
            suites.put(test, Files.isRegularFile(test) ? suite(test) : untested(test, file, subject));
        }
        for (Path test : Folders.files(bench.flows(), DEPTH, TEST)) {
            suites.computeIfAbsent(test, this::suite);
        }
        return List.copyOf(suites.values());
    }

    /** Files of routes, without what they share, then those of Kamelets. */
    private List<Path> subjects() {
        Path shared = bench.flows().resolve("shared");
        List<Path> files = new ArrayList<>();
        Folders.files(bench.flows(), DEPTH, ROUTE).stream()
                .filter(file -> !file.startsWith(shared))
                .forEach(files::add);
        files.addAll(Folders.files(bench.flows().resolve("kamelets"), 1, KameletFile.END));
        return files;
    }

    private static String subject(Path file) {
        return file.getFileName().toString().replace(ROUTE, "").replace(KameletFile.END, "");
    }

    private FlowTestSuite suite(Path test) {
        return new SuiteMaker(bench, test, bench.shown(test)).suite();
    }

    private FlowTestSuite untested(Path test, Path file, String subject) {
        String problem = bench.shown(test) + " is not there. Write it, with at least one case that succeeds and one"
                + " that fails (docs/how-to/test-a-flow.md).";
        FlowTestCase owed = new FlowTestCase(bench.shown(file), 1, "has tests", () -> List.of(problem));
        return new FlowTestSuite(bench.shown(test), subject, folder(test), List.of(owed));
    }

    static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }
}
