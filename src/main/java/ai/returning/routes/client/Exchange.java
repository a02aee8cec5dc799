package ai.returning.routes.client;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/** One request and its raw answer, within its limits. */
final class Exchange {
    private final CloseableHttpClient http;
    private final CallWatch watch;
    private final HttpUriRequestBase request;
    private final CallDeadline deadline;
    private final AnswerBuffer body;

    Exchange(CloseableHttpClient http, CallWatch watch, PreparedCall call, ClientSettings.Limits limits) {
        this.http = http;
        this.watch = watch;
        this.request = new HttpUriRequestBase(call.operation().method(), call.uri());
        this.deadline = new CallDeadline(request, limits, call, Thread.currentThread());
        this.body = new AnswerBuffer(limits.maxAnswerBytes());
        call.headers().forEach(request::setHeader);
        HttpEntity sent = call.json() == null ? call.file() : new ByteArrayEntity(call.json(), call.type());
        if (sent != null) {
            request.setEntity(new TimelyEntity(sent, deadline));
        }
    }

    /** Sends once. An exception means that not even a status arrived. */
    RawAnswer run() throws IOException, HttpException {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(CallDeadline.ATTRIBUTE, deadline);
        watch.add(deadline);
        // an interrupt that came before is noticed before anything is sent
        deadline.check(System.nanoTime());
        try {
            return read(http.executeOpen(RoutingSupport.determineHost(request), request, context));
        } finally {
            watch.remove(deadline);
            // gives up the connection unless the answer was read whole; closing in peace would read the rest first
            request.cancel();
        }
    }

    CallDeadline deadline() {
        return deadline;
    }

    private RawAnswer read(ClassicHttpResponse response) {
        String fault = null;
        try {
            if (!readBody(response.getEntity())) {
                fault = body.tooLarge();
            }
        } catch (IOException e) {
            fault = RawAnswer.brokenOff(deadline);
        }
        return RawAnswer.of(response, body, fault);
    }

    /** False if the body is larger than allowed. */
    private boolean readBody(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return true;
        }
        InputStream in = entity.getContent();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (!body.add(buffer, 0, n)) {
                return false;
            }
        }
        return true;
    }
}
