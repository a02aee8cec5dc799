package ai.returning.routes.flowtest;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import ai.returning.routes.sync.mapping.Mapping;
import ai.returning.routes.sync.mapping.MappingExamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the suite of one test file: its cases, the examples of the mapping beside it, and what every file owes. */
final class SuiteMaker {
    private final TestBench bench;
    private final Path file;
    private final String shown;

    SuiteMaker(TestBench bench, Path file, String shown) {
        this.bench = bench;
        this.file = file;
        this.shown = shown;
    }

    /** A file that cannot be used is one failing case. */
    FlowTestSuite suite() {
        String name = String.valueOf(file.getFileName()).replace(FlowTests.TEST, "");
        try {
            TestFile test = TestFileReader.read(file, shown);
            requireOwnName(test, name);
            return new FlowTestSuite(shown, test.subject(), FlowTests.folder(file), cases(test));
        } catch (RaiException e) {
            FlowTestCase broken = new FlowTestCase(shown, 1, "is a file of tests", () -> {
                throw e;
            });
            return new FlowTestSuite(shown, name, FlowTests.folder(file), List.of(broken));
        }
    }

    /** A test of another subject would leave its own without one. */
    private void requireOwnName(TestFile test, String name) {
        if (!test.subject().equals(name)) {
            throw new RaiException(
                    ErrorCode.TEST_INVALID,
                    shown + ":" + test.line() + " the file tests '" + test.subject() + "' but is named after '" + name
                            + "' → " + name + ", or a file " + test.subject() + FlowTests.TEST);
        }
    }

    private List<FlowTestCase> cases(TestFile test) {
        Path subject = test.kind() == TestFile.Kind.KAMELET
                ? bench.kamelet(test.subject()).file()
                : bench.routeFile(test);
        NodeCoverage coverage = new NodeCoverage(
                subject,
                bench.shown(subject),
                test.kind() == TestFile.Kind.KAMELET ? MessageDrive.UNDER_TEST : test.subject(),
                definition(test, subject));
        List<FlowTestCase> cases = new ArrayList<>();
        for (TestCase one : test.cases()) {
            cases.add(new FlowTestCase(
                    shown, one.line(), one.name(), () -> new CaseRunner(bench, test, one, coverage).run()));
        }
        if (test.kind() == TestFile.Kind.ROUTE) {
            cases.addAll(examples(test));
        }
        cases.add(new FlowTestCase(
                shown, test.line(), "has a case that succeeds and one that fails", () -> bothWays(test)));
        cases.add(new FlowTestCase(shown, test.line(), "reaches every step", () -> missed(subject, coverage)));
        return cases;
    }

    private static List<String> bothWays(TestFile test) {
        List<String> owed = new ArrayList<>();
        if (test.cases().stream().noneMatch(TestCase::provesSuccess)) {
            owed.add("No case expects a success. Add one.");
        }
        if (test.cases().stream().noneMatch(TestCase::provesFailure)) {
            owed.add("No case expects a failure. Add one, such as an API that answers 503.");
        }
        return owed;
    }

    /** Nothing while no case began: what is wrong is said there. */
    private List<String> missed(Path subject, NodeCoverage coverage) {
        if (!coverage.begun()) {
            return List.of();
        }
        return coverage.missed().stream()
                .map(step -> bench.shown(subject) + ":" + step.line() + " no case comes to step '"
                        + (step.id().isEmpty() ? step.kind() : step.id()) + "'")
                .toList();
    }

    /** The route with its id, or the template; the whole file if it is not as it should be, which its cases will say. */
    private static YamlNode definition(TestFile test, Path subject) {
        YamlNode root = Yaml.read(subject);
        if (test.kind() == TestFile.Kind.KAMELET) {
            return root;
        }
        return (root.isList() ? root.items() : List.<YamlNode>of())
                .stream()
                        .filter(YamlNode::isMap)
                        .flatMap(item -> item.find("route").stream())
                        .filter(YamlNode::isMap)
                        .filter(route -> route.find("id")
                                .filter(YamlNode::isScalar)
                                .map(YamlNode::text)
                                .equals(Optional.of(test.subject())))
                        .findFirst()
                        .orElse(root);
    }

    private List<FlowTestCase> examples(TestFile test) {
        Path mapping = file.resolveSibling(test.subject() + ".mapping.yaml");
        if (!Files.isRegularFile(mapping)) {
            return List.of();
        }
        String place = bench.shown(mapping);
        Map<Integer, String> examples = places(mapping);
        List<FlowTestCase> cases = new ArrayList<>();
        examples.forEach((line, name) ->
                cases.add(new FlowTestCase(place, line, "example: " + name, () -> example(mapping, line, examples))));
        return cases;
    }

    /** Names of the examples by line, read without the rest of the file: what is wrong there is the examples' to say. */
    private static Map<Integer, String> places(Path mapping) {
        Map<Integer, String> places = new LinkedHashMap<>();
        Yaml.read(mapping)
                .find("examples")
                .filter(YamlNode::isList)
                .ifPresent(list -> list.items().stream()
                        .filter(YamlNode::isMap)
                        .forEach(item -> places.put(
                                item.line(),
                                item.find("name")
                                        .filter(YamlNode::isScalar)
                                        .map(YamlNode::text)
                                        .orElse("without a name"))));
        return places;
    }

    private List<String> example(Path file, int line, Map<Integer, String> examples) {
        String name = String.valueOf(examples.get(line));
        Optional<Integer> twin = examples.keySet().stream()
                .filter(other -> other < line && name.equals(examples.get(other)))
                .findFirst();
        if (twin.isPresent()) {
            return List.of("another example with this name stands in line " + twin.get() + " → another name");
        }
        Mapping mapping = Mapping.load(file, bench.contract(), bench.communityFields());
        String start = file + ":" + line + " ";
        return MappingExamples.failures(mapping).stream()
                .filter(failure -> failure.startsWith(start))
                .map(failure -> failure.substring(start.length()))
                .toList();
    }
}
