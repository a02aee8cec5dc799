package ai.returning.routes.bench;

import java.net.URI;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.reactor.IOReactorConfig;

/** The non-blocking client of Apache HttpClient 5 as its examples use it, with a pool of the right size. */
final class ApacheSender implements Posts.Sender {
    private final CloseableHttpAsyncClient client;
    private final URI uri;

    ApacheSender(URI uri) {
        this.uri = uri;
        client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(PostRows.IN_FLIGHT)
                        .setMaxConnPerRoute(PostRows.IN_FLIGHT)
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
                .disableAutomaticRetries()
                .build();
        client.start();
    }

    @Override
    public void send(byte[] json, Posts.Done done) {
        SimpleHttpRequest request = SimpleRequestBuilder.post(uri)
                .addHeader("Accept", "application/json")
                .addHeader("Authorization", "Bearer bench")
                .setBody(json, ContentType.APPLICATION_JSON)
                .build();
        client.execute(request, new FutureCallback<>() {
            @Override
            public void completed(SimpleHttpResponse answer) {
                done.answered(answer.getCode() == 200);
            }

            @Override
            public void failed(Exception cause) {
                done.answered(false);
            }

            @Override
            public void cancelled() {
                done.answered(false);
            }
        });
    }
}
