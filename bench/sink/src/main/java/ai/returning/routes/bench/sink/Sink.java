package ai.returning.routes.bench.sink;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import java.net.InetSocketAddress;

/**
 * A server that takes what a sync sends, counts it and answers at once.
 *
 * <p>Arguments: {@code --port=0} (0 = any free one), {@code --latency=0} (milliseconds before each answer of the API,
 * waited for without a thread). Prints {@code port <n>} when it listens on 127.0.0.1.
 */
public final class Sink {
    private Sink() {}

    public static void main(String[] args) throws Exception {
        int port = option(args, "--port=", 0);
        Tally tally = new Tally();
        tally.reset(option(args, "--latency=", 0));

        EventLoopGroup loops = new NioEventLoopGroup(1);
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(4096, 8192, 65536, false))
                                .addLast(new HttpServerExpectContinueHandler())
                                .addLast(new SinkHandler(tally));
                    }
                })
                .bind("127.0.0.1", port)
                .sync()
                .channel();
        System.out.println("port " + ((InetSocketAddress) server.localAddress()).getPort());
        server.closeFuture().sync();
    }

    private static int option(String[] args, String name, int fallback) {
        for (String arg : args) {
            if (arg.startsWith(name)) {
                return Integer.parseInt(arg.substring(name.length()));
            }
        }
        return fallback;
    }
}
