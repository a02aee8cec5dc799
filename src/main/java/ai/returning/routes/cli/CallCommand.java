package ai.returning.routes.cli;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.RequestCheck;
import ai.returning.routes.service.ApiAccess;
import ai.returning.routes.service.ServiceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "  ./rai call listUserFields --json",
            "  ./rai call listUserFields --as community-fields --output config/community-fields.yaml",
            "",
            "The answer stands on standard output, all else on standard error."
        })
final class CallCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Parameters(paramLabel = "<operation>", description = "Name of the operation, such as getUserData.")
    private String operationId;

    @Option(
            names = "--param",
            paramLabel = "name=value",
            description = "A path, query or header parameter; may stand several times. communityId has the value of"
                    + " RETURNING_AI_COMMUNITY_ID unless given.")
    private List<String> parameters = new ArrayList<>();

    @Option(
            names = "--body",
            paramLabel = "BODY",
            description = "JSON text, @file, or - for standard input. @file is the CSV file of a bulk operation.")
    private @Nullable String body;

    @Option(names = "--json", description = "Print the answer as one line.")
    private boolean json;

    @Option(names = "--whole", description = "Print the answer with its envelope.")
    private boolean whole;

    @Option(names = "--yes", description = "Do not ask before a call that changes something.")
    private boolean yes;

    @Override
    public Integer call() {
        try (ApiAccess api = ApiAccess.open(rai.service().flatMap(ServiceClient::demoServers))) {
            Operation operation = api.contract().operation(operationId);
            ApiCall call = new CallInput(operation, System.in).call(parameters, body, api.communityId());
            new RequestCheck().require(operation, call.parameters(), call.json());
            new CallGuard(
                            operation,
                            api.servers().getOrDefault(operation.server(), ""),
                            api.staysHere(operation))
                    .check(call, yes, rai.questions(), spec.commandLine().getErr());
            Answer answer = api.client().call(call);
            CallOutput output = new CallOutput(
                    json, spec.commandLine().getOut(), spec.commandLine().getErr());
            output.note(operation, answer);
            output.json(whole ? answer.whole() : answer.payload());
        }
        return 0;
    }
}
