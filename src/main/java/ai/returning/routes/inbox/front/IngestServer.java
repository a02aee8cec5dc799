package ai.returning.routes.inbox.front;

import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes webhooks at {@code POST /in/<token>} and answers when they are stored. */
public final class IngestServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);
    private static final Duration SWEEP = Duration.ofMillis(200);
    private static final int BACKLOG = 1024;

    private final Front front;
    private final EventLoopGroup loops;
    private final Channel listening;

    private IngestServer(Front front, EventLoopGroup loops, Channel listening) {
        this.front = front;
        this.loops = loops;
        this.listening = listening;
    }

    /**
     * Opens the port.
     *
     * @throws RaiException PORT_IN_USE if it cannot be opened
     */
    public static IngestServer start(FrontSettings settings, Inbox inbox, Collection<WebhookEndpoint> endpoints) {
        Front front = new Front(settings, new Takes(inbox, endpoints));
        EventLoopGroup loops = new NioEventLoopGroup(settings.threads(), new DefaultThreadFactory("inbox-front", true));
        try {
            Channel listening = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .childOption(ChannelOption.AUTO_READ, false)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.ALLOW_HALF_CLOSURE, false)
                    .childHandler(new Pipeline(front))
                    .bind(settings.address(), settings.port())
                    .syncUninterruptibly()
                    .channel();
            loops.scheduleWithFixedDelay(() -> sweep(front), SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
            return new IngestServer(front, loops, listening);
        } catch (Exception e) { // the bootstrap throws what the socket threw, unchecked and undeclared
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new RaiException(
                    ErrorCode.PORT_IN_USE,
                    "Webhooks cannot be taken in at " + settings.address() + ":" + settings.port() + ": "
                            + e.getMessage() + ". Set returning-ai.inbox.port to a free port, or 0.",
                    e);
        }
    }

    private static void sweep(Front front) {
        long now = System.nanoTime();
        for (Connection connection : front.connections()) {
            if (connection.isOverdue(now)) {
                connection.run(connection::overdue);
            }
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Answers by status, and how many of them were for an event that was there before. */
    public Map<String, Long> counts() {
        return front.counts();
    }

    /** Bytes of bodies held at this moment. */
    public long buffered() {
        return front.buffered();
    }

    /** Takes no new request, and lets those under way be stored and answered. */
    @Override
    public void close() {
        front.stop();
        listening.close().awaitUninterruptibly();
        long end = System.nanoTime()
                + front.settings()
                        .commitTimeout()
                        .plus(front.settings().bodyTimeout())
                        .toNanos();
        while (!front.connections().isEmpty() && end - System.nanoTime() > 0) {
            front.connections().forEach(connection -> connection.run(connection::stopIfIdle));
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        if (!front.connections().isEmpty()) {
            LOG.warn("Connections of senders are cut: {}", front.connections().size());
        }
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static final class Pipeline extends ChannelInitializer<SocketChannel> {
        private final Front front;

        private Pipeline(Front front) {
            this.front = front;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            Connection connection = new Connection(front);
            channel.pipeline()
                    .addLast(new Decoder(connection::bytesCame))
                    .addLast(new FlowControlHandler())
                    .addLast(connection);
        }
    }
}
