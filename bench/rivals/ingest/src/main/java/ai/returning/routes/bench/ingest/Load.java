package ai.returning.routes.bench.ingest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;

/**
 * Sends signed requests over kept connections and measures the answers. Without a rate each connection sends the next
 * request after an answer; with one, requests are due at fixed times, and waiting for a free connection counts. One
 * thread; requests are made ahead, so that signing costs nothing while it measures.
 */
public final class Load {
    private static final int AHEAD = 4096;

    private final Selector selector = Selector.open();
    private final Queue<Peer> idle = new ArrayDeque<>();
    private final Requests requests;
    private final Queue<byte[]> ahead = new ArrayDeque<>();
    private final long[] latencies = new long[4_000_000];
    private byte[] latest = new byte[0];
    private int answered;
    private int failed;
    private int sent;
    /** May be stored or not. */
    private int unanswered;

    private boolean counting;

    private Load(Requests requests) throws IOException {
        this.requests = requests;
    }

    /** @param args port, path, connections, seconds of warm-up, seconds, requests a second (0: as fast as answers come) */
    public static void main(String[] args) throws IOException {
        Load load = new Load(new Requests(args[1]));
        load.connect(Integer.parseInt(args[0]), Integer.parseInt(args[2]));
        int rate = Integer.parseInt(args[5]);
        load.run(Integer.parseInt(args[3]), rate);
        load.counting = true;
        long start = System.nanoTime();
        load.run(Integer.parseInt(args[4]), rate);
        load.print(System.nanoTime() - start);
    }

    private void connect(int port, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.configureBlocking(false);
            channel.socket().setTcpNoDelay(true);
            Peer peer = new Peer(channel);
            channel.register(selector, SelectionKey.OP_READ, peer);
            idle.add(peer);
        }
    }

    private void run(int seconds, int rate) throws IOException {
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        long due = 0;
        for (long now = start; now < end; now = System.nanoTime()) {
            if (rate == 0) {
                while (!idle.isEmpty()) {
                    idle.remove().send(System.nanoTime());
                }
                await(100);
            } else {
                while (!idle.isEmpty() && start + due * 1_000_000_000L / rate <= now) {
                    idle.remove().send(start + due++ * 1_000_000_000L / rate);
                }
                makeAhead();
                await(1);
            }
        }
        long patience = System.nanoTime() + 10_000_000_000L;
        while (sent > 0 && System.nanoTime() < patience) {
            await(100);
        }
        failed += sent;
        unanswered += sent;
    }

    private void makeAhead() {
        for (int i = 0; i < 8 && ahead.size() < AHEAD; i++) {
            ahead.add(requests.next());
        }
    }

    private void await(long millis) throws IOException {
        selector.select(millis);
        var keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
            Peer peer = (Peer) keys.next().attachment();
            keys.remove();
            peer.read();
        }
    }

    private void print(long nanos) {
        long[] sorted = Arrays.copyOf(latencies, Math.min(answered, latencies.length));
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "{\"requests\":%d,\"perSecond\":%.0f,\"p50Ms\":%.2f,\"p99Ms\":%.2f,\"maxMs\":%.2f,\"failed\":%d,\"unanswered\":%d,\"unique\":%d}%n",
                answered,
                answered * 1e9 / nanos,
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 1),
                failed,
                unanswered,
                requests.unique() - unsent());
    }

    /** Different ones that were made ahead and not sent; the first may repeat the last that was. */
    private long unsent() {
        return ahead.stream().filter(request -> request != latest).distinct().count();
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }

    /** One connection with at most one request under way. */
    private final class Peer {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(4096);
        private ByteBuffer out = ByteBuffer.allocate(0);
        private long since;

        private Peer(SocketChannel channel) {
            this.channel = channel;
        }

        private void send(long from) throws IOException {
            since = from;
            byte[] made = ahead.poll();
            latest = made == null ? requests.next() : made;
            out = ByteBuffer.wrap(latest);
            while (out.hasRemaining()) { // about a kilobyte: it fits into the buffer of the socket
                channel.write(out);
            }
            sent++;
        }

        private void read() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("The server closed a connection.");
            }
            int status = Answer.status(in.array(), in.position());
            if (status == 0) {
                return;
            }
            in.clear();
            sent--;
            idle.add(this);
            unanswered += status == 200 || counting ? 0 : 1; // a server may open its port before it is ready
            if (counting) {
                if (status == 200) {
                    latencies[Math.min(answered++, latencies.length - 1)] = System.nanoTime() - since;
                } else {
                    failed++;
                }
            }
        }
    }
}
