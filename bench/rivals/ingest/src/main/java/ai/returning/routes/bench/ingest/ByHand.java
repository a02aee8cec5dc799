package ai.returning.routes.bench.ingest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The limit: one thread that reads, checks and answers, one that stores all that waits in one commit. It knows no
 * limits, time-outs or settings, and reads no JSON.
 */
public final class ByHand {
    private final Selector selector = Selector.open();
    private final Queue<Peer> stored = new ConcurrentLinkedQueue<>();
    private final Commits commits;

    private ByHand() throws IOException {
        this.commits = new Commits(peer -> {
            stored.add(peer);
        }, selector::wakeup);
    }

    public static void main(String[] args) throws Exception {
        new ByHand().serve(Integer.parseInt(System.getenv("BENCH_PORT")));
    }

    private void serve(int port) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress("127.0.0.1", port), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        commits.start();
        while (true) {
            selector.select();
            var keys = selector.selectedKeys().iterator();
            while (keys.hasNext()) {
                SelectionKey key = keys.next();
                keys.remove();
                if (key.isAcceptable()) {
                    accept(server);
                } else if (!((Peer) key.attachment()).read(commits)) {
                    key.cancel();
                }
            }
            for (Peer done = stored.poll(); done != null; done = stored.poll()) {
                done.answer();
            }
        }
    }

    private void accept(ServerSocketChannel server) throws IOException {
        SocketChannel channel = server.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, new Peer(channel));
    }
}
