package ai.returning.routes.inbox.front;

import ai.returning.routes.codec.RefusedException;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.support.Fatal;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, one request at a time: nothing of the next one is read before the answer is out. All methods run on
 * the event loop of the connection, but {@link #isOverdue} and {@link #run}.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    /** What still comes after an early answer is read away for so long: a reset could overtake the answer. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private enum Phase {
        /** Between requests. */
        IDLE,
        /** Bytes of a request came. */
        READING,
        /** The event is on its way to the disk. */
        COMMITTING,
        /** The last answer is out; what still comes is thrown away. */
        ENDING
    }

    private final Front front;
    private volatile long deadline;
    private Phase phase = Phase.IDLE;
    private long request;
    private boolean keepAlive;
    private volatile @Nullable ChannelHandlerContext context;
    private @Nullable WebhookEndpoint endpoint;
    private @Nullable HttpHeaders headers;
    private @Nullable Body body;

    Connection(Front front) {
        this.front = front;
        this.deadline = after(front.settings().idleTimeout());
    }

    private static long after(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        if (front.opened(this)) {
            active.read();
        } else {
            active.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        front.gone(this);
        phase = Phase.ENDING;
        request++;
        releaseBody();
    }

    /** Something came in; the first byte of a request starts its time. */
    void bytesCame() {
        if (phase == Phase.IDLE) {
            phase = Phase.READING;
            deadline = after(front.settings().bodyTimeout());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        try {
            if (phase == Phase.ENDING) {
                reading.read();
            } else if (message instanceof HttpRequest head) {
                // the rest of a read may hold the next request, for which no byte will come
                bytesCame();
                head(reading, head);
            } else if (message instanceof HttpContent part) {
                part(reading, part);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void head(ChannelHandlerContext reading, HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            end(Reply.UNREADABLE);
            return;
        }
        Optional<WebhookEndpoint> found = front.takes().endpoint(Head.token(head.uri()));
        Optional<Reply> refusal = found.isEmpty()
                ? Optional.of(Reply.NOT_FOUND)
                : Head.refusal(head, found.get(), front.settings().maxBody());
        if (refusal.isPresent()) {
            end(refusal.get());
            return;
        }
        keepAlive = HttpUtil.isKeepAlive(head);
        endpoint = found.get();
        headers = head.headers();
        body = front.body(HttpUtil.getContentLength(head, -1L));
        if (HttpUtil.is100ContinueExpected(head)) {
            reading.writeAndFlush(Reply.CONTINUE.bytes(false));
        }
        reading.read();
    }

    private void part(ChannelHandlerContext reading, HttpContent part) {
        Body growing = body;
        if (growing == null) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            end(Reply.UNREADABLE);
            return;
        }
        Body.Room room = growing.add(part.content());
        if (room != Body.Room.ENOUGH) {
            end(room == Body.Room.TOO_LARGE ? Reply.LARGE : Reply.BUSY);
        } else if (part instanceof LastHttpContent) {
            byte[] whole = growing.whole();
            releaseBody();
            take(reading, whole);
        } else {
            reading.read();
        }
    }

    private void releaseBody() {
        Body held = body;
        if (held != null) {
            body = null;
            held.release();
        }
    }

    private void take(ChannelHandlerContext reading, byte[] whole) {
        WebhookEndpoint to = endpoint;
        HttpHeaders given = headers;
        if (to == null || given == null) {
            return;
        }
        endpoint = null;
        headers = null;
        try {
            Optional<CompletableFuture<Inbox.Taken>> taken = front.takes().take(to, whole, given::getAll);
            if (taken.isEmpty()) {
                answer(Reply.BUSY);
            } else {
                phase = Phase.COMMITTING;
                deadline = after(front.settings().commitTimeout());
                long asked = ++request;
                taken.get().whenComplete((how, failure) -> reading.executor().execute(() -> committed(asked, how)));
            }
        } catch (RefusedException e) {
            answer(front.failures().tooMany(address(reading)) ? Reply.TOO_MANY : Reply.UNAUTHORISED);
        }
    }

    private static String address(ChannelHandlerContext reading) {
        return reading.channel().remoteAddress() instanceof InetSocketAddress from
                ? from.getAddress().getHostAddress()
                : "";
    }

    /** @param how null if it could not be stored */
    private void committed(long asked, Inbox.@Nullable Taken how) {
        if (asked != request || phase != Phase.COMMITTING) {
            return; // the sender was told to come again, or is gone
        }
        front.taken(how);
        answer(how == null ? Reply.BUSY : Reply.TAKEN);
    }

    /** Answers a request that was read as a whole. */
    private void answer(Reply reply) {
        ChannelHandlerContext to = context;
        if (to == null) {
            return;
        }
        front.answered(reply);
        boolean close = !keepAlive || front.isStopping();
        request++;
        if (close) {
            phase = Phase.ENDING;
            to.writeAndFlush(reply.bytes(true)).addListener(ChannelFutureListener.CLOSE);
        } else {
            phase = Phase.IDLE;
            deadline = after(front.settings().idleTimeout());
            to.writeAndFlush(reply.bytes(false));
            to.read();
        }
    }

    /** Answers a request of which more may come, and ends the connection. */
    private void end(Reply reply) {
        ChannelHandlerContext to = context;
        if (to == null || phase == Phase.ENDING) {
            return;
        }
        front.answered(reply);
        phase = Phase.ENDING;
        request++;
        releaseBody();
        deadline = after(DRAIN);
        to.writeAndFlush(reply.bytes(true)).addListener(sent -> {
            if (to.channel() instanceof SocketChannel socket && socket.isActive()) {
                socket.shutdownOutput();
            }
        });
        to.read();
    }

    /** Runs something where all else of it runs. */
    void run(Runnable work) {
        ChannelHandlerContext to = context;
        if (to != null && !to.executor().isShuttingDown()) {
            to.executor().execute(work);
        }
    }

    /** True if its time is over. */
    boolean isOverdue(long now) {
        return now - deadline > 0;
    }

    /** Its time is over. */
    void overdue() {
        ChannelHandlerContext to = context;
        if (to == null || !isOverdue(System.nanoTime())) {
            return;
        }
        switch (phase) {
            case READING -> end(Reply.SLOW);
            case COMMITTING -> {
                keepAlive = false;
                answer(Reply.BUSY);
            }
            case IDLE, ENDING -> to.close();
        }
    }

    /** Closes what has no request. */
    void stopIfIdle() {
        ChannelHandlerContext to = context;
        if (to != null && phase == Phase.IDLE) {
            to.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable failure) {
        Fatal.haltOn(failure);
        if (!(failure instanceof java.io.IOException)) {
            LOG.error(
                    "A webhook failed in the front: {} at {}",
                    failure.getClass().getName(),
                    place(failure));
            if (phase != Phase.ENDING) {
                keepAlive = false;
                answer(Reply.BUSY);
                return;
            }
        }
        failed.close();
    }

    /** Its message may quote the body. */
    private static String place(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "?" : trace[0].toString();
    }
}
