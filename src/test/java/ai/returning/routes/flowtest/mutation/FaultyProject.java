package ai.returning.routes.flowtest.mutation;

import ai.returning.routes.flowtest.CaseResult;
import ai.returning.routes.flowtest.FlowTestCase;
import ai.returning.routes.flowtest.FlowTestSuite;
import ai.returning.routes.flowtest.FlowTests;
import ai.returning.routes.flowtest.TestFileShape;
import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Finding;
import ai.returning.routes.lint.Linter;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A copy of the bundle into which faults are put, one at a time. */
final class FaultyProject {
    private final Path root;
    private final Set<String> known;

    /** Copies what an integration engineer edits. */
    FaultyProject(Path folder) throws IOException {
        this.root = folder;
        for (String part : List.of("config", "routes")) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.createDirectories(folder.resolve(file).getParent());
                    Files.copy(file, folder.resolve(file));
                }
            }
        }
        this.known = lint().map(FaultyProject::withoutPlace).collect(Collectors.toSet());
    }

    /** What the two halves say of a fault; empty where they do not see it. */
    record Verdict(Optional<String> lint, Optional<String> tests) {
        boolean found() {
            return lint.isPresent() || tests.isPresent();
        }
    }

    Verdict judge(String flow, SeededFault fault) throws IOException {
        Path file = root.resolve(fault.file());
        String good = Files.readString(file);
        Files.writeString(file, fault.apply(good));
        try {
            Optional<String> lint = lint()
                    .filter(finding -> !known.contains(withoutPlace(finding)))
                    .map(Finding::text)
                    .findFirst();
            return new Verdict(lint, tests(flow));
        } finally {
            Files.writeString(file, good);
        }
    }

    private Stream<Finding> lint() {
        return new Linter(root)
                .shapes(Map.of(FileKind.TEST, TestFileShape.shape()))
                .check(List.of()).findings().stream();
    }

    /** A fault that takes a line moves the findings below it. */
    private static String withoutPlace(Finding finding) {
        return finding.file() + " " + finding.rule() + " " + finding.problem();
    }

    /** The first case that fails. */
    private Optional<String> tests(String flow) {
        try {
            for (FlowTestSuite suite : new FlowTests(root, Clock.systemUTC()).suites(List.of(flow))) {
                for (FlowTestCase one : suite.cases()) {
                    CaseResult result = one.run();
                    if (!result.passed()) {
                        return Optional.of(result.text());
                    }
                }
            }
            return Optional.empty();
        } catch (RaiException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
