package ai.returning.routes.client;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import java.net.URI;
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
    private final Map<String, Side> sides = new ConcurrentHashMap<>();
    private final Map<String, HostCircuit> circuits = new ConcurrentHashMap<>();

    /** What all calls of an operation share. */
    private record Side(
            Operation operation, String base, CallFailures failures, AnswerReader reader, HostCircuit circuit) {}

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
        Side side = sides.computeIfAbsent(call.operationId(), this::side);
        Operation operation = side.operation();
        CallTarget target = CallTarget.of(side.base(), operation, call.parameters());
        RequestBody body = RequestBody.of(operation, call);
        return new PreparedCall(
                operation,
                target.uri(),
                headers(operation, target),
                body.json(),
                body.file(),
                call.priority(),
                call.single(),
                call.startBy(),
                call.mayStart(),
                side.reader(),
                side.failures(),
                side.circuit());
    }

    private Side side(String operationId) {
        Operation operation = contract.operation(operationId);
        String base = servers.base(operation.server());
        CallFailures failures = new CallFailures(operation, base, authenticator, settings);
        EnvelopeReader envelopes = new EnvelopeReader(contract.envelopes(operation));
        return new Side(
                operation,
                base,
                failures,
                new AnswerReader(operation, envelopes, failures, retryAfter),
                circuits.computeIfAbsent(
                        URI.create(base).getRawAuthority(), host -> new HostCircuit(host, settings.policy())));
    }

    private Map<String, String> headers(Operation operation, CallTarget target) {
        Map<String, String> headers = new LinkedHashMap<>(target.headers());
        headers.put(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        authenticator.apply(operation, headers);
        return headers;
    }
}
