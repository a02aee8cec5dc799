package ai.returning.routes.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** One request and its raw answer, within its limits. */
final class Exchange {
    private final CloseableHttpClient http;
    private final CallWatch watch;
    private final HttpUriRequestBase request;
    private final CallDeadline deadline;
    private final int maxAnswerBytes;

    Exchange(
            CloseableHttpClient http,
            CallWatch watch,
            HttpUriRequestBase request,
            @Nullable HttpEntity body,
            ClientSettings.Limits limits) {
        this.http = http;
        this.watch = watch;
        this.request = request;
        this.deadline = new CallDeadline(request, limits, body != null);
        this.maxAnswerBytes = limits.maxAnswerBytes();
        if (body != null) {
            request.setEntity(new ReportingEntity(body, deadline));
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
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String fault = null;
        try {
            if (!readBody(response.getEntity(), body)) {
                fault = "its body has more than " + maxAnswerBytes + " bytes";
            }
        } catch (IOException e) {
            fault = deadline.end() == CallDeadline.End.LATE
                    ? "its body did not end within the answer limit"
                    : "its body broke off";
        }
        return new RawAnswer(response.getCode(), headers(response), body.toByteArray(), fault);
    }

    /** False if the body is larger than allowed. */
    private boolean readBody(@Nullable HttpEntity entity, ByteArrayOutputStream body) throws IOException {
        if (entity == null) {
            return true;
        }
        InputStream in = entity.getContent();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (body.size() + n > maxAnswerBytes) {
                return false;
            }
            body.write(buffer, 0, n);
        }
        return true;
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            headers.merge(header.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b);
        }
        return headers;
    }

    /** Tells the deadline when the body is out. */
    private static final class ReportingEntity extends HttpEntityWrapper {
        private final CallDeadline deadline;

        ReportingEntity(HttpEntity body, CallDeadline deadline) {
            super(body);
            this.deadline = deadline;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            super.writeTo(out);
            deadline.bodySent();
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }
    }
}
