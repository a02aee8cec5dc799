package ai.returning.routes.component;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.OperatorScan;
import ai.returning.routes.contract.RequestCheck;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Makes a call of a message: values from options and variables, the rest from the body, nothing from headers. */
final class CallRequest {
    private final Operation operation;
    private final CallInputs inputs;
    private final CallSettings settings;
    private final @Nullable OptionText businessKey;
    private final @Nullable RequestCheck check;
    private final CallBody bodies;
    private final FileBody files;

    /** @param check null: calls go out as they are */
    CallRequest(
            Operation operation,
            CallInputs inputs,
            CallSettings settings,
            @Nullable OptionText businessKey,
            @Nullable RequestCheck check) {
        this.operation = operation;
        this.inputs = inputs;
        this.settings = settings;
        this.businessKey = businessKey;
        this.check = check;
        this.bodies = new CallBody(operation, settings.maxBodyBytes());
        this.files = new FileBody(operation);
    }

    /** True if an option has a place that the message fills. */
    boolean readsTheMessage() {
        return inputs.readTheMessage() || businessKey != null && !businessKey.constant();
    }

    ApiCall of(Exchange exchange, @Nullable Object body) {
        requireBusinessKey(exchange);
        Map<String, String> parameters = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        inputs.of(exchange).forEach((name, value) -> (inputs.isParameter(name) ? parameters : texts).put(name, value));
        ApiCall call = new ApiCall(operation.id(), parameters, null, null);
        if (body != null && files.takes(body)) {
            return file(call.upload(files.upload(exchange, body, texts)));
        }
        JsonNode json = operation.definition().has("requestBody") ? bodies.json(exchange, body) : null;
        return json == null ? call : call.json(json);
    }

    /** Holds the call against the contract; gives it back. */
    ApiCall checked(ApiCall call) {
        if (check != null && call.upload() == null) {
            check.require(operation, call.parameters(), call.json());
        }
        return call;
    }

    private ApiCall file(ApiCall call) {
        CsvShape shape = operation.csv().orElse(null);
        if (shape != null
                && call.upload() != null
                && operation.effect() == EffectMark.BY_OPERATOR
                && OperatorScan.hasEffect(call.upload().file(), shape)) {
            EffectGuard.checkFile(operation, businessKey != null, settings.emulated());
        }
        return call;
    }

    private void requireBusinessKey(Exchange exchange) {
        if (businessKey == null) {
            return;
        }
        // with a hole, different events would have one name, and all but the first would never be done
        Optional<String> hole = businessKey.hole(exchange);
        if (hole.isPresent()
                || businessKey.value(exchange).filter(key -> !key.isBlank()).isEmpty()) {
            throw new RaiException(
                    ErrorCode.EFFECT_UNGUARDED,
                    "returning-ai:" + operation.id() + " got no business key: '" + hole.orElse(businessKey.toString())
                            + "' is empty for this message" + (hole.isPresent() ? " (in '" + businessKey + "')" : "")
                            + ". Nothing was sent.");
        }
    }
}
