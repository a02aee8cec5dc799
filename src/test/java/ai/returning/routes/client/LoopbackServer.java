package ai.returning.routes.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on raw sockets that can misbehave in any way. It keeps each request as it came. */
final class LoopbackServer implements AutoCloseable {
    /** What to do with a request that was read up to the end of its head. */
    interface Behaviour {
        void act(Connection connection) throws IOException, InterruptedException;
    }

    private final ServerSocket socket = open();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Connection> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    LoopbackServer(Behaviour behaviour) {
        threads.execute(() -> accept(behaviour));
    }

    /** Answers every request with the status, headers and body, after reading it whole. */
    static LoopbackServer answering(int status, String headers, String body) {
        return new LoopbackServer(connection -> {
            connection.readBody();
            connection.answer(status, headers, body);
        });
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Connection> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept(Behaviour behaviour) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(client, behaviour));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client, Behaviour behaviour) {
        try (client) {
            while (true) {
                Connection connection = new Connection(client);
                if (!connection.readHead()) {
                    return;
                }
                requests.add(connection);
                behaviour.act(connection);
            }
        } catch (IOException e) {
            // the client went away, which some tests want
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    /** One request on its connection. */
    static final class Connection {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private volatile String head = "";
        private volatile byte[] body = new byte[0];

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        String head() {
            return head;
        }

        byte[] body() {
            return body;
        }

        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        void readBody() throws IOException {
            String length = header("Content-Length");
            body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        }

        /** Reads that many bytes of the body and breaks the connection. */
        void resetAfter(int bytes) throws IOException {
            body = in.readNBytes(bytes);
            reset();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void answer(int status, String headers, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            write("HTTP/1.1 " + status + " X\r\nContent-Length: " + bytes.length + "\r\n" + headers + "\r\n" + text);
        }

        void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        private boolean readHead() throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                text.append((char) next);
            }
            head = text.toString();
            return true;
        }
    }
}
