package ai.returning.routes.cli;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.component.AllPages;
import ai.returning.routes.component.PageItems;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.RequestCheck;
import ai.returning.routes.service.ApiAccess;
import ai.returning.routes.service.ServiceClient;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One call of the API. */
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = "Calls one operation with the configured hosts and keys, and prints the answer.",
        footer = {
            "",
            "./rai operations lists what can be called. Examples:",
            "  ./rai call getUserData --body '{\"idOrEmail\": \"someone@example.org\"}'",
            "  ./rai call listUserFields --all --json",
            "  ./rai call listUserFields --as community-fields --output config/community-fields.yaml",
            "",
            "The answer stands on standard output, all else on standard error."
        })
final class CallCommand implements Callable<Integer> {
    /** The one form beside JSON. */
    private static final String COMMUNITY_FIELDS = "community-fields";

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Parameters(paramLabel = "<operation>", description = "Name of the operation, such as getUserData.")
    private String operationId;

    @Option(
            names = "--param",
            paramLabel = "name=value",
            description =
                    "A path, query or header parameter, or a text part beside a file; may stand several times. communityId has the value of"
                            + " RETURNING_AI_COMMUNITY_ID unless given.")
    private List<String> parameters = new ArrayList<>();

    @Option(
            names = "--body",
            paramLabel = "BODY",
            description =
                    "JSON text, @file, or - for standard input. Where an operation takes a file, such as the CSV of a"
                            + " bulk operation or an image, @file is that file.")
    private @Nullable String body;

    @Option(names = "--json", description = "Print the answer as one line; with --all one line an item.")
    private boolean json;

    @Option(names = "--whole", description = "Print the answer with its envelope.")
    private boolean whole;

    @Option(names = "--all", description = "Follow the pages of a list or search to the end, and print the items.")
    private boolean all;

    @Option(
            names = "--page-token",
            paramLabel = "TOKEN",
            description = "With --all: start at the page where a reading broke off; its error names the token.")
    private @Nullable String pageToken;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "community-fields: print the fields of a tenant as config/community-fields.yaml.")
    private @Nullable String form;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "With --as: write this file, once all was read. A file that is there is read first, and what it"
                            + " says beyond the tenant's list stays.")
    private @Nullable Path output;

    @Option(names = "--yes", description = "Do not ask before a call that changes something.")
    private boolean yes;

    @Override
    public Integer call() {
        refuseWrongOptions();
        try (ApiAccess api = ApiAccess.open(rai.service().flatMap(ServiceClient::demoServers))) {
            Operation operation = api.contract().operation(operationId);
            int maxBytes = Math.toIntExact(api.properties().client().maxBody().toBytes());
            ApiCall call = new CallInput(operation, api.contract().communityParameter(), System.in, maxBytes)
                    .call(parameters, body, api.communityId());
            new RequestCheck().require(operation, call.parameters(), call.json());
            PrintWriter err = spec.commandLine().getErr();
            new CallGuard(operation, api.servers().getOrDefault(operation.server(), ""), () -> api.staysHere(operation))
                    .check(call, yes, rai.questions(), err);
            CallOutput printer = new CallOutput(json, spec.commandLine().getOut(), err);
            if (form != null) {
                exportFields(api, operation, call, printer);
            } else if (all) {
                printer.evidence(operation);
                try (PageItems items = AllPages.of(api.client(), operation, call, pageToken)) {
                    items.forEachRemaining(item -> printer.json(Json.MAPPER.valueToTree(item)));
                }
            } else {
                Answer answer = api.client().call(call);
                printer.note(operation, answer);
                printer.json(whole ? answer.whole() : answer.payload());
            }
        }
        return 0;
    }

    private void refuseWrongOptions() {
        if (form != null && !form.equals(COMMUNITY_FIELDS)) {
            throw wrong("--as knows only " + COMMUNITY_FIELDS + ", not '" + form + "'.");
        }
        if (output != null && form == null) {
            throw wrong("--output goes with --as; redirect standard output instead.");
        }
        if (pageToken != null && !all) {
            throw wrong("--page-token goes with --all.");
        }
        if (whole && (all || form != null)) {
            throw wrong("--whole prints one answer and goes with neither --all nor --as.");
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private void exportFields(ApiAccess api, Operation operation, ApiCall call, CallOutput printer) {
        Path before = output == null ? api.properties().communityFields() : output;
        FieldExport export = new FieldExport(operation, FieldFile.read(before));
        printer.evidence(operation);
        String yaml = export.yaml(items(api, operation, call));
        export.notes().forEach(note -> spec.commandLine().getErr().println("  " + note));
        if (output == null) {
            spec.commandLine().getOut().print(yaml);
            spec.commandLine().getOut().flush();
        } else {
            FieldFile.write(output, yaml);
            spec.commandLine().getErr().println("Written: " + output + ". Compare it with git diff.");
        }
    }

    private static List<JsonNode> items(ApiAccess api, Operation operation, ApiCall call) {
        List<JsonNode> items = new ArrayList<>();
        if (operation.paging().isEmpty()) {
            api.client().call(call).payload().forEach(items::add);
        } else {
            try (PageItems pages = AllPages.of(api.client(), operation, call, null)) {
                pages.forEachRemaining(item -> items.add(Json.MAPPER.valueToTree(item)));
            }
        }
        return items;
    }
}
