package ai.returning.routes.client;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;

/** Turns a call into a request by the contract: checks it, places its parameters, puts its key on it. */
final class CallPreparation {
    private final Contract contract;
    private final ClientSettings settings;
    private final Servers servers;
    private final Authenticator authenticator;
    private final RetryAfter retryAfter;
    private final Map<String, HostCircuit> circuits = new ConcurrentHashMap<>();

    CallPreparation(Contract contract, ClientSettings settings, Clock clock) {
        this.contract = contract;
        this.settings = settings;
        this.servers = new Servers(contract.servers(), settings.servers());
        this.authenticator = new Authenticator(contract.securitySchemes(), settings.keys());
        this.retryAfter = new RetryAfter(clock, settings.limits());
    }

    /**
     * The request of the call.
     *
     * @throws ai.returning.routes.support.RaiException OPERATION_UNKNOWN, PARAMETER_INVALID or SECRET_MISSING
     */
    PreparedCall prepare(ApiCall call) {
        Operation operation = contract.operation(call.operationId());
        String base = servers.base(operation.server());
        CallTarget target = CallTarget.of(base, operation, call.parameters());
        RequestBody body = RequestBody.of(operation, call);
        CallFailures failures = new CallFailures(operation, base, authenticator, settings);
        EnvelopeReader envelopes = new EnvelopeReader(contract.envelopes(operation));
        return new PreparedCall(
                operation,
                target.uri(),
                headers(operation, target),
                body.json(),
                body.file(),
                call.priority(),
                call.single(),
                new AnswerReader(operation, envelopes, failures, retryAfter),
                failures,
                circuits.computeIfAbsent(
                        target.uri().getRawAuthority(),
                        host -> new HostCircuit(host, settings.policy().breaker())));
    }

    private Map<String, String> headers(Operation operation, CallTarget target) {
        Map<String, String> headers = new LinkedHashMap<>(target.headers());
        headers.put(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        authenticator.apply(operation, headers);
        return headers;
    }
}
