package ai.returning.routes.cli;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.service.Catalogue;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Nearest;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the API offers, as the contract and the settings say. */
@Command(
        name = "operations",
        mixinStandardHelpOptions = true,
        description = "Lists the operations of the API with what is known of them. Calls nothing.",
        footer = {
            "",
            "evidence  documented: by the vendor; partial: some of it; assumed: by name only, a tenant has to confirm it",
            "effect    always, by-operator: repeating the call does harm",
            "*         config/application.yaml says otherwise than the contract"
        })
final class OperationsCommand implements Callable<Integer> {
    private static final int COLUMNS = 6;

    @Spec
    private CommandSpec spec;

    @Option(names = "--group", paramLabel = "G", description = "Only operations of this group, such as users.")
    private @Nullable String group;

    @Option(names = "--json", description = "Print one line with a JSON list, which tells more.")
    private boolean json;

    @Override
    public Integer call() {
        Catalogue catalogue = Catalogue.load();
        List<Operation> shown = shown(catalogue);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            shown.forEach(operation -> list.add(json(operation, catalogue)));
            out.println(list);
        } else {
            table(shown, catalogue, out);
        }
        return 0;
    }

    private List<Operation> shown(Catalogue catalogue) {
        if (group != null && !catalogue.groups().contains(group)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Group '" + group + "' is not in the contract." + Nearest.hint(group, catalogue.groups())
                            + " Groups: " + String.join(", ", catalogue.groups()) + ".");
        }
        return catalogue.contract().operations().stream()
                .filter(operation -> group == null || operation.group().equals(group))
                .toList();
    }

    private static void table(List<Operation> shown, Catalogue catalogue, PrintWriter out) {
        TextTable table = new TextTable(List.of("operation", "group", "evidence", "effect", "server", "path"), COLUMNS);
        for (Operation operation : shown) {
            Map<String, String> overridden = catalogue.overridden(operation);
            boolean elsewhere =
                    overridden.containsKey("server") || catalogue.movedServers().containsKey(operation.server());
            table.add(List.of(
                    operation.id(),
                    operation.group(),
                    Words.of(operation.evidence()),
                    Words.of(operation.effect()),
                    operation.server() + (elsewhere ? " *" : ""),
                    operation.method() + " " + operation.path() + (overridden.containsKey("path") ? " *" : "")));
        }
        table.print(out);
        if (!catalogue.movedServers().isEmpty()) {
            out.println();
            catalogue.movedServers().forEach((name, url) -> out.println("* server " + name + ": " + url));
        }
    }

    private static ObjectNode json(Operation operation, Catalogue catalogue) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("operationId", operation.id())
                .put("group", operation.group())
                .put("summary", operation.summary())
                .put("evidence", Words.of(operation.evidence()))
                .put("effect", Words.of(operation.effect()))
                .put("safeToRepeat", Words.of(operation.safeToRepeat()))
                .put("method", operation.method())
                .put("path", operation.path())
                .put("server", operation.server())
                .put("url", catalogue.url(operation.server()))
                .put("security", operation.security())
                .put("permission", operation.permission())
                .put("offByDefault", operation.offByDefault())
                .put("enabled", operation.enabled());
        ArrayNode parameters = json.putArray("parameters");
        operation
                .parameters()
                .forEach(parameter -> parameters
                        .addObject()
                        .put("name", parameter.name())
                        .put("in", Words.of(parameter.in()))
                        .put("type", parameter.type())
                        .put("required", parameter.required()));
        json.set("contract", Json.MAPPER.valueToTree(catalogue.overridden(operation)));
        return json;
    }
}
