package ai.returning.routes.client;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;

/** The client over Apache HttpClient, with pooled connections. */
public final class HttpApiClient implements ApiClient {
    private final Contract contract;
    private final ClientSettings settings;
    private final Servers servers;
    private final Authenticator authenticator;
    private final RetryAfter retryAfter;
    private final CloseableHttpClient http;
    private final CallWatch watch = new CallWatch();

    /**
     * Opens the client; nothing is sent yet.
     *
     * @throws ai.returning.routes.support.RaiException CONFIG_INVALID for a base URL or a key that cannot be used
     */
    public HttpApiClient(Contract contract, ClientSettings settings, Clock clock) {
        this.contract = contract;
        this.settings = settings;
        this.servers = new Servers(contract.servers(), settings.servers());
        this.authenticator = new Authenticator(contract.securitySchemes(), settings.keys());
        this.retryAfter = new RetryAfter(clock, settings.limits());
        this.http = HttpEngine.open(settings);
    }

    @Override
    public Answer call(ApiCall call) {
        Operation operation = contract.operation(call.operationId());
        CallFailures failures =
                new CallFailures(operation, servers.base(operation.server()), authenticator, settings.limits());
        Exchange exchange = exchange(operation, call);
        try {
            return answer(operation, exchange, exchange.run(), failures);
        } catch (IOException | HttpException | IllegalStateException e) {
            // the last one: the client was closed
            throw failures.broken(exchange.deadline(), e);
        }
    }

    private Exchange exchange(Operation operation, ApiCall call) {
        CallTarget target = CallTarget.of(servers.base(operation.server()), operation, call.parameters());
        HttpEntity body = RequestBody.of(operation, call);
        HttpUriRequestBase request = new HttpUriRequestBase(operation.method(), target.uri());
        target.headers().forEach(request::setHeader);
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        authenticator.apply(operation, request);
        return new Exchange(http, watch, request, body, settings.limits());
    }

    private Answer answer(Operation operation, Exchange exchange, RawAnswer raw, CallFailures failures) {
        AnswerReader reader = new AnswerReader(operation, new EnvelopeReader(contract.envelopes(operation)), failures);
        if (!FailureClassifier.succeeded(raw.status())) {
            throw reader.refused(
                    raw,
                    List.of(429, 503).contains(raw.status())
                            ? retryAfter.read(raw.headers().get("retry-after"))
                            : null);
        }
        if (!exchange.deadline().sentAll()) {
            throw failures.cut(raw, "before the whole request was sent");
        }
        return reader.read(raw);
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
        watch.close();
    }
}
