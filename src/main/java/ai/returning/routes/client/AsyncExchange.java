package ai.returning.routes.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** One request and its raw answer within its limits, without a thread that waits. */
final class AsyncExchange implements AsyncResponseConsumer<Void>, FutureCallback<Void> {
    /** Attribute of the HTTP context under which an exchange is found. */
    static final String ATTRIBUTE = "rai.exchange";

    /** Who is told how it went; exactly one of the two, once. */
    interface Outcome {
        void answered(RawAnswer raw);

        /** Not even a status arrived. */
        void broke(Exception cause);
    }

    private final PreparedCall call;
    private final CallWatch watch;
    private final CallDeadline deadline;
    private final Outcome outcome;
    private final AnswerBuffer body;
    private volatile @Nullable Future<Void> running;
    private volatile @Nullable AsyncExecRuntime carrier;
    private @Nullable HttpResponse head;
    private @Nullable FutureCallback<Void> ended;
    private @Nullable String fault;
    private boolean whole;
    private boolean told;

    AsyncExchange(PreparedCall call, CallWatch watch, ClientSettings.Limits limits, Outcome outcome) {
        this.call = call;
        this.watch = watch;
        this.deadline = new CallDeadline(this::giveUp, limits, call, null);
        this.outcome = outcome;
        this.body = new AnswerBuffer(limits.maxAnswerBytes());
    }

    CallDeadline deadline() {
        return deadline;
    }

    /** Where the connection of this exchange will be found. */
    void carriedBy(AsyncExecRuntime runtime) {
        carrier = runtime;
    }

    void start(CloseableHttpAsyncClient http) {
        BasicHttpRequest request = new BasicHttpRequest(call.operation().method(), call.uri());
        call.headers().forEach(request::setHeader);
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(CallDeadline.ATTRIBUTE, deadline);
        context.setAttribute(ATTRIBUTE, this);
        JsonProducer json = call.json() == null ? null : new JsonProducer(call.json(), call.type(), deadline);
        watch.add(deadline);
        try {
            running = http.execute(new BasicRequestProducer(request, json), this, null, context, this);
        } catch (RuntimeException e) {
            failed(e); // the client was closed meanwhile
        }
        if (deadline.end() != CallDeadline.End.NONE) {
            giveUp();
        }
    }

    /** The time is over. The connection goes with the request; whatever that meets, the caller is told. */
    private boolean giveUp() {
        try {
            Future<Void> request = running;
            if (request != null) {
                request.cancel(true);
            }
            AsyncExecRuntime runtime = carrier;
            if (runtime != null) {
                // cancelling alone can miss an exchange under way, which would keep its connection
                runtime.discardEndpoint();
            }
        } finally {
            failed(new InterruptedIOException("the time is over"));
        }
        return true;
    }

    @Override
    public void consumeResponse(
            HttpResponse response, @Nullable EntityDetails details, HttpContext context, FutureCallback<Void> done) {
        synchronized (this) {
            head = response;
            ended = done;
        }
        if (details == null) {
            streamEnd(null);
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // 1xx tells nothing
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public synchronized void consume(ByteBuffer piece) throws IOException {
        if (!body.add(piece)) {
            fault = body.tooLarge();
            throw new IOException(fault);
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        FutureCallback<Void> done;
        synchronized (this) {
            whole = true;
            done = ended;
        }
        if (done != null) {
            done.completed(null);
        }
    }

    /** The last thing that happens after a whole exchange: now its connection is free for the next call. */
    @Override
    public void releaseResources() {
        RawAnswer answer = null;
        synchronized (this) {
            if (whole && head != null && tellNow()) {
                answer = RawAnswer.of(head, body, null);
            }
        }
        if (answer != null) {
            outcome.answered(answer);
        }
    }

    @Override
    public void failed(Exception cause) {
        RawAnswer answer = null;
        synchronized (this) {
            if (!tellNow()) {
                return;
            }
            if (head != null) {
                answer = RawAnswer.of(head, body, fault == null ? RawAnswer.brokenOff(deadline) : fault);
            }
        }
        if (answer == null) {
            outcome.broke(cause);
        } else {
            outcome.answered(answer);
        }
    }

    @Override
    public void completed(@Nullable Void nothing) {
        // told when the connection is released
    }

    @Override
    public void cancelled() {
        failed(new InterruptedIOException("cancelled"));
    }

    /** True for the first who asks. */
    private boolean tellNow() {
        if (told) {
            return false;
        }
        told = true;
        watch.remove(deadline);
        return true;
    }
}
