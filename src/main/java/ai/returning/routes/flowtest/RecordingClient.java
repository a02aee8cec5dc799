package ai.returning.routes.flowtest;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.client.CallPolicy;
import ai.returning.routes.client.Upload;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Notes every call, then answers as the case says, else asks the emulator, else gives the example of the contract. A
 * failure that the case says is repeated as the real client would, without its waits.
 */
final class RecordingClient implements ApiClient {
    private final Contract contract;
    private final Map<String, Script> scripts;
    private final SentCalls sent;
    private final CallPolicy.Retries retries;
    private final @Nullable ApiClient emulator;

    RecordingClient(
            Contract contract,
            Map<String, Script> scripts,
            SentCalls sent,
            CallPolicy.Retries retries,
            @Nullable ApiClient emulator) {
        this.contract = contract;
        this.scripts = scripts;
        this.sent = sent;
        this.retries = retries;
        this.emulator = emulator;
    }

    @Override
    public Answer call(ApiCall call) {
        sent.add(call.operationId(), new SentCalls.Sent(call.parameters(), Map.of(), call.json(), rows(call.upload())));
        Operation operation = contract.operation(call.operationId());
        Script script = scripts.get(call.operationId());
        if (script != null) {
            LockSupport.parkNanos(TimeUnit.NANOSECONDS.convert(script.delay()));
            fail(call, operation, script);
        }
        if (emulator != null && (script == null || script.reply() == null)) {
            return emulator.call(call);
        }
        sent.request(call.operationId());
        return scripted(operation, script == null ? Script.ECHO : script);
    }

    private void fail(ApiCall call, Operation operation, Script script) {
        for (int attempt = 1; sent.failsNext(call.operationId(), script); attempt++) {
            CallFailedException failure = Failing.of(call.operationId(), script.fail());
            if (call.single() || !retries.mayGoAgain(operation, failure, attempt)) {
                throw failure;
            }
        }
    }

    @Override
    public CompletionStage<Answer> callAsync(ApiCall call) {
        try {
            return CompletableFuture.completedStage(call(call));
        } catch (RaiException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static Answer scripted(Operation operation, Script script) {
        JsonNode example = example(operation);
        JsonNode payload =
                script.reply() == null ? example.at(operation.envelope().payload()) : script.reply();
        JsonNode whole = script.reply() == null ? example : script.reply();
        String message = operation.envelope().message().stream()
                .map(whole::at)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst()
                .orElse("");
        int status = script.status() == 0 ? successStatus(operation) : script.status();
        return new Answer(status, payload, whole, message, operation.evidence(), Map.of());
    }

    private static int successStatus(Operation operation) {
        return operation.definition().path("responses").properties().stream()
                .map(Map.Entry::getKey)
                .filter(status -> status.matches("2\\d\\d"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(200);
    }

    /** The first example of a success in the contract; nothing if it has none. */
    private static JsonNode example(Operation operation) {
        JsonNode content = operation
                .definition()
                .path("responses")
                .path(Integer.toString(successStatus(operation)))
                .path("content")
                .path("application/json");
        JsonNode example = content.path("example");
        if (example.isMissingNode() && content.path("examples").elements().hasNext()) {
            example = content.path("examples").elements().next().path("value");
        }
        return example.isMissingNode() ? MissingNode.getInstance() : Json.MAPPER.valueToTree(example);
    }

    /** The rows of a CSV file, cells that are not empty by column; null if there is none. */
    private static @Nullable List<Map<String, String>> rows(@Nullable Upload upload) {
        if (upload == null || !upload.contentType().contains("csv")) {
            return null;
        }
        List<Map<String, String>> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(upload.file())) {
            for (NamedCsvRecord line : csv) {
                Map<String, String> row = new LinkedHashMap<>(line.getFieldsAsMap());
                row.values().removeIf(String::isEmpty);
                rows.add(row);
            }
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT, "The file of an upload cannot be read back (" + e.getMessage() + ").", e);
        }
        return rows;
    }

    @Override
    public void close() {
        if (emulator != null) {
            emulator.close();
        }
    }
}
