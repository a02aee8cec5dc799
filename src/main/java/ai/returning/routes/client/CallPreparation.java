package ai.returning.routes.client;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.WebhookMark;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Turns a call into a request by the contract: checks it, places its parameters, puts its key on it. */
final class CallPreparation {
    private final Contract contract;
    private final ClientSettings settings;
    private final Servers servers;
    private final Authenticator authenticator;
    private final Webhooks webhooks;
    private final RetryAfter retryAfter;
    private final Map<String, Side> sides = new ConcurrentHashMap<>();
    private final Map<String, HostCircuit> circuits = new ConcurrentHashMap<>();

    /** What all calls of an operation share. */
    private record Side(
            Operation operation,
            String base,
            @Nullable IncomingWebhook webhook,
            CallFailures failures,
            AnswerReader reader,
            HostCircuit circuit) {}

    CallPreparation(Contract contract, ClientSettings settings, Clock clock) {
        this.contract = contract;
        this.settings = settings;
        this.servers = new Servers(contract.servers(), settings.servers());
        this.authenticator = new Authenticator(contract.securitySchemes(), settings.keys());
        this.webhooks = new Webhooks(contract, settings.webhooks());
        this.retryAfter = new RetryAfter(clock, settings.limits());
    }

    /**
     * The request of the call.
     *
     * @throws ai.returning.routes.support.RaiException OPERATION_UNKNOWN, PARAMETER_INVALID or SECRET_MISSING
     */
    PreparedCall prepare(ApiCall call) {
        Side side = sides.computeIfAbsent(sideName(call), name -> side(call));
        Operation operation = side.operation();
        IncomingWebhook webhook = side.webhook();
        CallTarget target = webhook == null
                ? CallTarget.of(side.base(), operation, call.parameters())
                : CallTarget.of(webhook, operation, call.parameters());
        RequestBody body = RequestBody.of(operation, call);
        if (webhook != null && webhook.encryption() != null) {
            body = body.sealed(webhook.encryption());
        }
        Map<String, String> headers = headers(side, target);
        headers.putAll(body.headers());
        return new PreparedCall(
                operation,
                target.uri(),
                headers,
                body.json(),
                body.type(),
                body.file(),
                call.priority(),
                call.single(),
                call.startBy(),
                call.mayStart(),
                side.reader(),
                side.failures(),
                side.circuit());
    }

    private static String sideName(ApiCall call) {
        String webhook = call.parameters().get(WebhookMark.NAME);
        return webhook == null ? call.operationId() : call.operationId() + "|" + webhook;
    }

    private Side side(ApiCall call) {
        Operation operation = contract.operation(call.operationId());
        IncomingWebhook webhook = webhooks.of(operation, call.parameters());
        String base = webhook == null ? servers.base(operation.server()) : "";
        CallPlace place = webhook == null
                ? CallPlace.of(operation, base, authenticator)
                : CallPlace.of(operation, webhook, authenticator);
        CallFailures failures = new CallFailures(operation, place, settings);
        EnvelopeReader envelopes = new EnvelopeReader(contract.envelopes(operation));
        URI host = webhook == null ? URI.create(base) : webhook.url();
        return new Side(
                operation,
                base,
                webhook,
                failures,
                new AnswerReader(operation, envelopes, failures, retryAfter),
                circuits.computeIfAbsent(
                        host.getRawAuthority(), authority -> new HostCircuit(authority, settings.policy())));
    }

    private Map<String, String> headers(Side side, CallTarget target) {
        Map<String, String> headers = new LinkedHashMap<>(target.headers());
        headers.put(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        if (side.webhook() == null) {
            authenticator.apply(side.operation(), headers);
        } else {
            authenticator.apply(side.operation(), side.webhook(), headers);
        }
        return headers;
    }
}
