package ai.returning.routes.cli;

import ai.returning.routes.client.Answer;
import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.PrintWriter;

/** Prints what a call gave: the JSON on standard output, what is known of it on standard error. */
final class CallOutput {
    private final boolean oneLine;
    private final PrintWriter out;
    private final PrintWriter err;

    CallOutput(boolean oneLine, PrintWriter out, PrintWriter err) {
        this.oneLine = oneLine;
        this.out = out;
        this.err = err;
    }

    /** What came and how sure it is. */
    void note(Operation operation, Answer answer) {
        String message = answer.message().isBlank() ? "" : " '" + answer.message() + "'";
        err.println(operation.id() + ": " + answer.status() + message + ", " + sureness(operation.evidence()));
    }

    /** How sure it is. */
    void evidence(Operation operation) {
        err.println(operation.id() + ": " + sureness(operation.evidence()));
    }

    private static String sureness(Evidence evidence) {
        return "evidence " + Words.of(evidence) + meaning(evidence);
    }

    private static String meaning(Evidence evidence) {
        return switch (evidence) {
            case DOCUMENTED -> ".";
            case PARTIAL -> ": parts of it are assumptions (config/returning-ai.openapi.yaml).";
            case ASSUMED ->
                ": path and answer are assumptions until a tenant confirms them (config/returning-ai.openapi.yaml).";
        };
    }

    void json(JsonNode value) {
        JsonNode shown = value.isMissingNode() ? NullNode.getInstance() : value;
        try {
            out.println(
                    oneLine
                            ? shown.toString()
                            : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(shown));
        } catch (JsonProcessingException e) {
            throw new RaiException(ErrorCode.BUG, "An answer cannot be printed: " + e.getOriginalMessage() + ".", e);
        }
    }
}
