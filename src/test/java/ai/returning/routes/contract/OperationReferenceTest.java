package ai.returning.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of all operations, written from the contract. */
class OperationReferenceTest {
    private static final Path PAGE = Path.of("docs/reference/operations.md");
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));

    @Test
    void showsTheContractAsItIs() throws IOException {
        String page = page();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("stale: mvn -q test -Dtest=OperationReferenceTest -Ddocs.update=true")
                .hasContent(page);
    }

    private static String page() {
        List<String> groups =
                CONTRACT.operations().stream().map(Operation::group).distinct().toList();
        return """
                <!-- Generated from config/returning-ai.openapi.yaml by OperationReferenceTest. -->
                # Operations

                A route calls an operation as `returning-ai:<operation>`, a person as `./rai call <operation>`. Parameters are options
                of the endpoint; those in bold are required. What the settings of an installation change shows
                `./rai operations`.

                *evidence* says how much the vendor documents: documented, partial, or assumed (the name alone; a tenant has to confirm
                the rest). *repeat*: the client may send it again after a failure. *effect*: done twice it does harm, so it needs a
                business key. *off*: refused until `returning-ai.operations.<operation>.enabled` is true. *pages*: follow them with
                `paginate=true` or `--all`.
                """ + groups.stream().map(OperationReferenceTest::group).collect(Collectors.joining());
    }

    private static String group(String group) {
        return "\n## " + group + "\n\n| operation | call | parameters | evidence | permission | marks |\n"
                + "| --- | --- | --- | --- | --- | --- |\n"
                + CONTRACT.operations().stream()
                        .filter(operation -> operation.group().equals(group))
                        .map(OperationReferenceTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(Operation operation) {
        return "| `" + operation.id() + "` " + operation.summary() + " | `" + operation.method() + " "
                + operation.path()
                + "` on " + operation.server() + " | "
                + operation.parameters().stream()
                        .map(parameter -> parameter.required() ? "**" + parameter.name() + "**" : parameter.name())
                        .collect(Collectors.joining(", "))
                + body(operation) + " | " + word(operation.evidence()) + " | " + operation.permission() + " | "
                + marks(operation) + " |\n";
    }

    private static String body(Operation operation) {
        if (!operation.definition().has("requestBody")) {
            return "";
        }
        return (operation.parameters().isEmpty() ? "" : ", ") + (operation.csv().isPresent() ? "file" : "body");
    }

    private static String marks(Operation operation) {
        return String.join(
                ", ",
                Stream.of(
                                operation.safeToRepeat().mayRetry() ? "repeat" : "",
                                switch (operation.effect()) {
                                    case ALWAYS -> "effect";
                                    case BY_OPERATOR -> "effect with add or subtract";
                                    case NONE -> "";
                                },
                                operation.offByDefault() ? "off" : "",
                                operation.paging().isPresent() ? "pages" : "")
                        .filter(mark -> !mark.isEmpty())
                        .toList());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
