package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.contract.EffectProof;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.EffectOutcome;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Calls that do harm when repeated: the ledger does each once for its business key. What is not clear yet is no failure
 * of the route, for the ledger goes on with it; a refusal is one.
 */
final class LedgerCaller implements Caller {
    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final EffectEngine engine;
    private final Operation operation;
    private final EffectProof proof;
    private final OptionText businessKey;
    private final String effect;

    /** @param effect declared name of the effect */
    LedgerCaller(EffectEngine engine, Operation operation, OptionText businessKey, String effect) {
        this.engine = engine;
        this.operation = operation;
        this.proof = EffectProof.of(operation);
        this.businessKey = businessKey;
        this.effect = effect;
    }

    @Override
    public CompletionStage<Answer> call(Exchange exchange, ApiCall call) {
        EventProof.require(exchange, "effect '" + effect + "' is not done");
        return engine.perform(order(exchange, call)).thenApply(this::answer);
    }

    private EffectOrder order(Exchange exchange, ApiCall call) {
        ObjectNode content = Json.MAPPER.createObjectNode();
        ObjectNode parameters = content.putObject("parameters");
        call.parameters().forEach(parameters::put);
        if (call.json() != null) {
            content.set("body", call.json());
        }
        String route = String.valueOf(exchange.getFromRouteId());
        return new EffectOrder(
                effect,
                businessKey.value(exchange).orElse(""),
                proof.subject().map(pointer -> text(content, pointer)).orElse(""),
                operation.id(),
                call.parameters(),
                call.json(),
                fence(content),
                FlowName.of(exchange.getContext(), exchange.getFromRouteId()),
                "route " + route);
    }

    /** Award and removal of a badge concern the same thing, so the group stands for the operation. */
    private Optional<String> fence(JsonNode content) {
        List<String> values =
                proof.fence().stream().map(pointer -> text(content, pointer)).toList();
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(operation.group() + "|" + String.join("|", values).toLowerCase(Locale.ROOT));
    }

    private static String text(JsonNode content, String pointer) {
        return content.at(pointer).asText("");
    }

    private Answer answer(EffectOutcome outcome) {
        if (outcome.state() == EffectState.REJECTED) {
            throw new RaiException(
                    ErrorCode.EFFECT_REFUSED,
                    "Effect " + outcome.effectId().substring(0, 12) + " (" + effect + ") was refused by the API and"
                            + " did not happen: " + outcome.reason() + " Look at it by ./rai ledger show "
                            + outcome.effectId().substring(0, 12) + ".");
        }
        boolean applied = outcome.state() == EffectState.APPLIED;
        JsonNode whole = applied ? stored(outcome.answer()) : pending(outcome);
        JsonNode payload = applied && !operation.envelope().payload().isEmpty()
                ? whole.at(operation.envelope().payload())
                : whole;
        return new Answer(
                applied ? OK : ACCEPTED,
                payload,
                whole,
                applied ? "" : outcome.reason(),
                operation.evidence(),
                Map.of(
                        ReturningAiConstants.EFFECT_ID, outcome.effectId(),
                        ReturningAiConstants.EFFECT_STATE, outcome.state().word()));
    }

    private static JsonNode pending(EffectOutcome outcome) {
        return Json.MAPPER
                .createObjectNode()
                .put("effectId", outcome.effectId())
                .put("state", outcome.state().word())
                .put("reason", outcome.reason());
    }

    /** A long answer is kept clipped and cannot be read again. */
    private static JsonNode stored(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }
}
