package ai.returning.routes.flowtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** A small project: the shipped settings and contract, one route that calls two Kamelets, and a test of it. */
final class TestProject {
    static final String ROUTE = """
            - route:
                id: greet-members
                nodePrefixId: "greet-members."
                autoStartup: "{{returning-ai.routes.sync-customers.enabled}}"
                from:
                  id: receive-member
                  uri: direct:members
                  steps:
                    - choice:
                        id: known-or-new
                        when:
                          - expression:
                              simple:
                                expression: "${body[known]} == true"
                            steps:
                              - to:
                                  id: greet
                                  uri: kamelet:greet-sink/greet-known
                                  parameters:
                                    member: "${body[email]}"
                                    times: 2
                        otherwise:
                          steps:
                            - to:
                                id: look-up
                                uri: kamelet:look-up-action/look-up-new
            """;
    static final String KAMELET = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: %s
              labels:
                camel.apache.org/kamelet.type: %s
            spec:
              definition:
                title: T
                type: object
            %s
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - log:
                        id: say
                        message: hello
            """;

    final Path root;

    TestProject(Path root) throws IOException {
        this.root = root;
        for (String name : List.of("application.yaml", "returning-ai.openapi.yaml", "community-fields.yaml")) {
            copy("config/" + name);
        }
        write("routes/greet-members/greet-members.camel.yaml", ROUTE);
        write("routes/kamelets/greet-sink.kamelet.yaml", KAMELET.formatted("greet-sink", "sink", """
                    required: [member]
                    properties:
                      member: { title: M, type: string, pattern: "^\\\\S+@\\\\S+$" }
                      times: { title: T, type: integer, default: 1 }
                      tone: { title: S, type: string }
                """));
        write("routes/kamelets/look-up-action.kamelet.yaml", KAMELET.formatted("look-up-action", "action", ""));
    }

    private void copy(String file) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.copy(Path.of(file), root.resolve(file));
    }

    TestProject write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text, StandardCharsets.UTF_8);
        return this;
    }

    /** The test of the route. */
    TestProject cases(String cases) throws IOException {
        return write(
                "routes/greet-members/greet-members.test.yaml", "route: greet-members\ncases:\n" + cases.indent(2));
    }

    FlowTests tests() {
        return new FlowTests(root, Clock.systemUTC());
    }

    /** How the cases of the route go, in order. */
    List<CaseResult> run() {
        return tests().suites(List.of("greet-members")).stream()
                .flatMap(suite -> suite.cases().stream())
                .map(FlowTestCase::run)
                .toList();
    }

    Stream<String> problems() {
        return run().stream().flatMap(result -> result.problems().stream());
    }
}
