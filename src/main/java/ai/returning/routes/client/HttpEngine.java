package ai.returning.routes.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Sets Apache HttpClient up so that it does one thing: send a request once and give back the answer as it is. */
final class HttpEngine {
    /** A pooled connection that rested longer is tested before use. */
    private static final TimeValue REST = TimeValue.ofMilliseconds(200);
    /** Below the idle limit of common load balancers. */
    private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(30);
    /** Follows changes of DNS. */
    private static final TimeValue LIFE = TimeValue.ofMinutes(5);
    /** How often a long upload looks for an answer that came early, such as a refusal. */
    private static final long EARLY_ANSWER_STEP_BYTES = 256L * 1024;
    /** The call's own deadline acts first; the time-out of the socket is a second line behind it. */
    private static final Duration BEHIND = Duration.ofSeconds(2);

    private static final int MAX_HEADER_LINE = 32 * 1024;
    private static final int MAX_HEADERS = 200;

    private HttpEngine() {}

    static CloseableHttpClient open(ClientSettings settings) {
        return HttpClients.custom()
                .setConnectionManager(connections(settings.limits()))
                .setDefaultRequestConfig(requests(settings.limits()))
                .setUserAgent(settings.userAgent())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "note-start", HttpEngine::noteStart)
                .build();
    }

    /** Runs when the connection stands and nothing was written yet. */
    private static ClassicHttpResponse noteStart(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        start(scope.clientContext);
        return chain.proceed(request, scope);
    }

    private static void noteCarrier(
            HttpRequest request,
            @Nullable AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws IOException, HttpException {
        if (scope.clientContext.getAttribute(AsyncExchange.ATTRIBUTE) instanceof AsyncExchange exchange) {
            exchange.carriedBy(scope.execRuntime);
        }
        chain.proceed(request, body, scope, callback);
    }

    private static void start(HttpContext context) throws IOException {
        if (context.getAttribute(CallDeadline.ATTRIBUTE) instanceof CallDeadline deadline
                && !deadline.transportStarts()) {
            throw new InterruptedIOException("the call has ended");
        }
    }

    /** The same for calls without a thread: one thread of input and output serves all of them, once it is started. */
    static CloseableHttpAsyncClient openAsync(ClientSettings settings) {
        return HttpAsyncClients.custom()
                .setConnectionManager(
                        asyncConnections(settings.limits(), settings.policy().inFlight()))
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .setSoTimeout(Timeout.of(settings.limits().answer().plus(BEHIND)))
                        .build())
                .setThreadFactory(task -> ClientThread.named("calls", task))
                .setHttp1Config(lines())
                .setDefaultRequestConfig(requests(settings.limits()))
                .setUserAgent(settings.userAgent())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .addExecInterceptorFirst("note-carrier", HttpEngine::noteCarrier)
                .addRequestInterceptorLast((request, body, context) -> start(context))
                .build();
    }

    private static HttpClientConnectionManager connections(ClientSettings.Limits limits) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(lines())
                        .responseOutOfOrderStrategy(new MonitoringResponseOutOfOrderStrategy(EARLY_ANSWER_STEP_BYTES))
                        .build())
                .setMaxConnTotal(limits.maxConnections())
                .setMaxConnPerRoute(limits.maxConnections())
                .setDefaultConnectionConfig(connection(limits))
                .build();
    }

    private static AsyncClientConnectionManager asyncConnections(ClientSettings.Limits limits, int most) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnTotal(most)
                .setMaxConnPerRoute(most)
                .setDefaultConnectionConfig(connection(limits))
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build();
    }

    private static ConnectionConfig connection(ClientSettings.Limits limits) {
        return ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(limits.connect()))
                .setSocketTimeout(Timeout.of(limits.answer().plus(BEHIND)))
                .setValidateAfterInactivity(REST)
                .setTimeToLive(LIFE)
                .build();
    }

    private static Http1Config lines() {
        return Http1Config.custom()
                .setMaxLineLength(MAX_HEADER_LINE)
                .setMaxHeaderCount(MAX_HEADERS)
                .build();
    }

    private static RequestConfig requests(ClientSettings.Limits limits) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(limits.connect()))
                .setResponseTimeout(Timeout.of(limits.answer().plus(BEHIND)))
                .setConnectionKeepAlive(KEEP_ALIVE)
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setContentCompressionEnabled(false)
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }
}
