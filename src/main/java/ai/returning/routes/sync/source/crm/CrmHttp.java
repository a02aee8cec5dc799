package ai.returning.routes.sync.source.crm;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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
final class CrmHttp implements AutoCloseable {
    private static final int LARGEST_ANSWER = 32 << 20;

    private final CloseableHttpClient client;
    private final String token;

    CrmHttp(String token, Duration connectLimit, Duration answerLimit) {
        this.token = token;
        Timeout connect = Timeout.ofMilliseconds(connectLimit.toMillis());
        Timeout answer = Timeout.ofMilliseconds(answerLimit.toMillis());
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
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

    CrmAnswer get(URI uri) throws IOException {
        return send("GET", uri, null);
    }

    CrmAnswer post(URI uri, byte[] json) throws IOException {
        return send("POST", uri, json);
    }

    private CrmAnswer send(String method, URI uri, byte @Nullable [] json) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
        request.setHeader("Authorization", "Bearer " + token);
        request.setHeader("Accept", "application/json");
        if (json != null) {
            request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        }
        return client.execute(request, CrmHttp::answer);
    }

    private static CrmAnswer answer(ClassicHttpResponse response) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return new CrmAnswer(response.getCode(), headers, body(response.getEntity()));
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
    }
}
