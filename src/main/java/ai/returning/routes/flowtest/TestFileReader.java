package ai.returning.routes.flowtest;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import ai.returning.routes.support.shape.Misfit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code *.test.yaml}. */
final class TestFileReader {
    private static final List<String> OF_MESSAGES = List.of("body", "file", "headers", "variables", "properties");
    private static final List<String> OF_SOURCES = List.of("repeat", "full", "limit", "confirm", "after");
    private static final List<String> SUBJECTS = List.of("flow", "route", "kamelet");

    private final Path file;
    private final String shown;

    private TestFileReader(Path file, String shown) {
        this.file = file;
        this.shown = shown;
    }

    /**
     * Reads a file.
     *
     * @throws RaiException YAML_INVALID, or TEST_INVALID with every misfit, one a line
     */
    static TestFile read(Path file, String shown) {
        return new TestFileReader(file, shown).read();
    }

    private TestFile read() {
        YamlNode root = Yaml.read(file);
        List<String> wrong = new ArrayList<>();
        for (Misfit misfit : TestFileShape.shape().misfits(root)) {
            wrong.add(shown + ":" + misfit.where().line() + " " + misfit.problem()
                    + (misfit.advice().isEmpty() ? "" : " → " + misfit.advice()));
        }
        if (!wrong.isEmpty()) {
            throw new RaiException(ErrorCode.TEST_INVALID, String.join("\n", wrong));
        }
        Values values = new Values(root);
        String key = subjectKey(root);
        TestFile.Kind kind = key.equals("kamelet") ? TestFile.Kind.KAMELET : TestFile.Kind.ROUTE;
        List<TestCase> cases = values.find("cases").orElseThrow().items().stream()
                .map(item -> testCase(item, kind))
                .toList();
        refuseTwins(root, cases);
        return new TestFile(
                file, shown, kind, values.text(key), root.require(key).line(), cases);
    }

    private String subjectKey(YamlNode root) {
        List<String> given =
                SUBJECTS.stream().filter(name -> root.get(name) != null).toList();
        if (given.size() != 1) {
            throw wrong(root, "one of flow, route and kamelet must be named");
        }
        return given.get(0);
    }

    private void refuseTwins(YamlNode root, List<TestCase> cases) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (TestCase one : cases) {
            Integer before = seen.putIfAbsent(one.name(), one.line());
            if (before != null) {
                throw new RaiException(
                        ErrorCode.TEST_INVALID,
                        shown + ":" + one.line() + " case '" + one.name() + "' stands in line " + before
                                + " already → another name");
            }
        }
    }

    private TestCase testCase(Values values, TestFile.Kind kind) {
        boolean several = values.has("runs");
        if (several == values.has("expect") || several && values.has("input")) {
            throw wrong(values.node(), "a case needs 'expect', or 'runs' in place of 'input' and 'expect'");
        }
        Tenant tenant = tenant(values);
        List<Values> parts = several ? values.find("runs").orElseThrow().items() : List.of(values);
        List<TestCase.Run> runs = parts.stream().map(this::run).toList();
        refuseLateTenant(parts);
        boolean source = runs.stream().anyMatch(run -> run.input().isSource());
        parts.forEach(part -> refuseUnused(part, source, kind));
        if (several && tenant.given()) {
            TestCase.Run first = runs.get(0);
            if (first.tenant().given()) {
                throw wrong(values.node(), "'emulator' stands at the case and at its first run → one of them");
            }
            runs = new ArrayList<>(runs);
            runs.set(0, new TestCase.Run(first.line(), tenant, first.input(), first.expected()));
        }
        for (TestCase.Run run : runs) {
            if (kind == TestFile.Kind.KAMELET && (run.input().isSource() || several)) {
                throw wrong(values.node(), "a Kamelet takes a body, not rows, and runs once");
            }
        }
        return new TestCase(
                values.text("name"),
                values.node().line(),
                values.texts("properties"),
                scripts(values, "kamelets"),
                scripts(values, "operations"),
                List.copyOf(runs));
    }

    /** Users and key are those of the whole case: the emulator starts with them. */
    private void refuseLateTenant(List<Values> runs) {
        runs.stream()
                .skip(1)
                .forEach(run -> run.find("emulator").ifPresent(emulator -> {
                    for (String key : List.of("users", "key")) {
                        if (emulator.has(key)) {
                            throw wrong(
                                    emulator.node(),
                                    "'" + key + "' holds for the whole case → write it under 'emulator' of the case");
                        }
                    }
                }));
    }

    /** Refuses keys of the input that this kind of case would not look at. */
    private void refuseUnused(Values values, boolean source, TestFile.Kind kind) {
        Optional<Values> input = values.find("input");
        for (String key : source ? OF_MESSAGES : OF_SOURCES) {
            if (input.filter(given -> given.has(key)).isPresent()) {
                throw wrong(
                        input.get().node(),
                        "'" + key + "' is for "
                                + (source ? "messages, but a sync takes rows" : "a sync, but there are no rows"));
            }
        }
        if (kind == TestFile.Kind.ROUTE
                && input.filter(given -> given.has("properties")).isPresent()) {
            throw wrong(
                    input.get().node(),
                    "'properties' of the input are those of a Kamelet under test → 'properties' of the case");
        }
    }

    private TestCase.Run run(Values values) {
        Input input = values.find("input").map(InputReader::read).orElse(Input.NONE);
        if (input.rows() != null && !input.tables().isEmpty()) {
            throw wrong(values.node(), "'rows' and 'tables' exclude each other: with tables the SQL is run");
        }
        if (!input.source().isEmpty() && !input.tables().isEmpty()) {
            throw wrong(values.node(), "'source' and 'tables' exclude each other → 'rows' in place of 'tables'");
        }
        Values expect = values.find("expect")
                .filter(given ->
                        !given.text("outcome").isEmpty() || !given.text("error").isEmpty())
                .orElseThrow(
                        () -> wrong(values.node(), "'expect' says neither 'outcome' nor 'error' → outcome: completed"));
        return new TestCase.Run(values.node().line(), tenant(values), input, ExpectedReader.read(expect));
    }

    private Map<String, Script> scripts(Values values, String key) {
        Map<String, Script> scripts = new LinkedHashMap<>();
        values.find(key)
                .ifPresent(table -> table.entries().forEach((name, script) -> scripts.put(name, script(script))));
        return scripts;
    }

    private Script script(Values values) {
        boolean fails = values.has("fail");
        if (values.has("fail-times") && !fails) {
            throw wrong(values.node(), "'fail-times' needs 'fail'");
        }
        if (values.flag("real") && (fails || values.has("reply") || values.has("delay"))) {
            throw wrong(values.node(), "what is real neither replies nor fails as a test says → leave out 'real'");
        }
        return new Script(
                values.json("reply"),
                (int) values.number("status"),
                values.text("fail"),
                (int) values.number("fail-times"),
                values.duration("delay"),
                values.flag("real"));
    }

    private Tenant tenant(Values values) {
        return values.find("emulator")
                .map(TenantReader::read)
                .orElseGet(() -> new Tenant(
                        values.has("emulator"),
                        null,
                        Json.MAPPER.createObjectNode(),
                        Json.MAPPER.createArrayNode(),
                        false));
    }

    private RaiException wrong(YamlNode where, String problem) {
        return new RaiException(ErrorCode.TEST_INVALID, shown + ":" + where.line() + " " + problem + ".");
    }
}
