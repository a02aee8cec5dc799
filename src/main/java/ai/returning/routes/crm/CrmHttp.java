package ai.returning.routes.crm;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Sends a request once and gives back the answer as it is: no repetition, no redirect, no cookie. */
public final class CrmHttp implements AutoCloseable {
    private static final int LARGEST_ANSWER = 32 << 20;

    /** More than all routes together have under way; a call never waits for one of another. */
    private static final int MOST_CONNECTIONS = 256;

    private final CloseableHttpClient client;
    private final @Nullable Duration callLimit;
    /** Breaks off calls that take too long; made for those that have a limit. */
    private final @Nullable ScheduledThreadPoolExecutor watch;

    /** Without a limit of a whole call: answers may be long, as long as something comes. */
    public CrmHttp(Duration connectLimit, Duration answerLimit) {
        this(connectLimit, answerLimit, null);
    }

    /** @param callLimit the longest that one call may take; null for none */
    CrmHttp(Duration connectLimit, Duration answerLimit, @Nullable Duration callLimit) {
        this.callLimit = callLimit;
        this.watch = callLimit == null ? null : watch();
        Timeout connect = Timeout.ofMilliseconds(connectLimit.toMillis());
        Timeout answer = Timeout.ofMilliseconds(answerLimit.toMillis());
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(answer)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(answer)
                        .build())
                .setUserAgent("returning-ai-routes")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** One call; {@code token} goes as bearer token unless it is empty. */
    public CrmAnswer send(String method, URI uri, String token, byte @Nullable [] body, ContentType type)
            throws IOException {
        HttpUriRequestBase request = request(method, uri, token, body, type);
        if (watch == null || callLimit == null) {
            return client.execute(request, CrmHttp::answer);
        }
        Future<?> end = watch.schedule(request::cancel, callLimit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, CrmHttp::answer);
        } finally {
            end.cancel(false);
        }
    }

    private static ScheduledThreadPoolExecutor watch() {
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "crm-limit");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        return watch;
    }

    public CrmAnswer get(URI uri, String token) throws IOException {
        return send("GET", uri, token, null, ContentType.APPLICATION_JSON);
    }

    public CrmAnswer json(String method, URI uri, String token, byte[] json) throws IOException {
        return send(method, uri, token, json, ContentType.APPLICATION_JSON);
    }

    /** One call whose answer is read as it arrives; the caller closes it. */
    public Streamed stream(URI uri, String token, String accept) throws IOException {
        HttpUriRequestBase request = request("GET", uri, token, null, ContentType.APPLICATION_JSON);
        request.setHeader("Accept", accept);
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        HttpEntity entity = response.getEntity();
        if (response.getCode() == 200 && entity != null) {
            return new Streamed(new CrmAnswer(200, headers(response), new byte[0]), entity.getContent(), response);
        }
        try (response) {
            return new Streamed(answer(response), InputStream.nullInputStream(), () -> {});
        }
    }

    /**
     * An answer that is read as it arrives.
     *
     * @param answer its status and headers; its body only where the status is not 200
     */
    public record Streamed(CrmAnswer answer, InputStream body, Closeable held) implements Closeable {
        @Override
        public void close() throws IOException {
            held.close();
        }
    }

    private static HttpUriRequestBase request(
            String method, URI uri, String token, byte @Nullable [] body, ContentType type) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        request.setHeader("Accept", "application/json");
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, type));
        }
        return request;
    }

    private static CrmAnswer answer(ClassicHttpResponse response) throws IOException {
        return new CrmAnswer(response.getCode(), headers(response), body(response.getEntity()));
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return headers;
    }

    private static byte[] body(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(LARGEST_ANSWER + 1);
            if (body.length > LARGEST_ANSWER) {
                throw new IOException("the answer is larger than " + LARGEST_ANSWER + " bytes");
            }
            return body;
        }
    }

    /** Breaks off a call under way. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        if (watch != null) {
            watch.shutdownNow();
        }
    }
}
