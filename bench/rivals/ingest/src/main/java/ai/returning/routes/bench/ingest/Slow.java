package ai.returning.routes.bench.ingest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Many senders that announce a body and send a byte of it now and then, until the process is ended. */
public final class Slow {
    private static final long PAUSE = 100_000_000;
    private static final int ANNOUNCED = 600;

    private final int port;
    private final byte[] head;
    private final Socket[] sockets;

    private Slow(int port, String path, int count) {
        this.port = port;
        this.head = ("POST " + path + " HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: "
                        + ANNOUNCED + "\r\n\r\n{")
                .getBytes(StandardCharsets.US_ASCII);
        this.sockets = new Socket[count];
    }

    /** @param args port, path, how many at once */
    public static void main(String[] args) {
        Slow slow = new Slow(Integer.parseInt(args[0]), args[1], Integer.parseInt(args[2]));
        while (true) {
            for (int i = 0; i < slow.sockets.length; i++) {
                slow.trickle(i);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** One byte more; who is cut off begins again. */
    private void trickle(int i) {
        try {
            Socket socket = sockets[i];
            if (socket == null) {
                socket = new Socket();
                socket.connect(new InetSocketAddress("127.0.0.1", port), 2000);
                sockets[i] = socket;
                socket.getOutputStream().write(head);
            } else if (socket.getInputStream().available() > 0) {
                throw new IOException("answered, so it is over");
            } else {
                socket.getOutputStream().write(' ');
            }
        } catch (IOException e) {
            close(i);
        }
    }

    private void close(int i) {
        try {
            if (sockets[i] != null) {
                sockets[i].close();
            }
        } catch (IOException e) {
            System.err.println("A slow connection cannot be closed: " + e.getMessage());
        }
        sockets[i] = null;
    }
}
