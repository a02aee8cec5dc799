package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP/1.1 server on the loopback address. It is our own because the faults need the socket itself: a reset in
 * the middle of a body, an answer in drops, no answer.
 */
final class HttpListener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpListener.class.getName());
    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_HEAD_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 200;
    /** Long, so that a polling client does not meet a connection that we just closed. */
    private static final int IDLE_MILLIS = 300_000;

    private final ServerSocket server;
    private final Handler handler;
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Answers one request. */
    interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    HttpListener(int port, Handler handler) {
        this.handler = handler;
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.PORT_IN_USE,
                    "The emulator cannot listen on port " + port + " of the loopback address: " + e.getMessage()
                            + ". Choose another port, or 0 for a free one.",
                    e);
        }
    }

    void start() {
        thread("emulator-accept", this::acceptAll).start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void acceptAll() {
        while (!closed) {
            places.acquireUninterruptibly();
            Socket socket = accept();
            if (socket == null) {
                places.release();
            } else {
                open.add(socket);
                thread("emulator-connection", () -> serve(socket)).start();
            }
        }
    }

    private @Nullable Socket accept() {
        try {
            return server.accept();
        } catch (IOException e) {
            if (!closed) {
                LOG.log(System.Logger.Level.WARNING, "emulator could not accept a connection", e);
            }
            return null;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            boolean more = true;
            while (more && !closed) {
                HttpExchange exchange = read(in, socket);
                if (exchange == null) {
                    break;
                }
                handler.handle(exchange);
                more = exchange.reusable();
            }
        } catch (SocketTimeoutException e) {
            LOG.log(System.Logger.Level.DEBUG, "an idle connection ended");
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection ended: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a connection of the emulator broke", e);
        } finally {
            open.remove(socket);
            places.release();
        }
    }

    private static @Nullable HttpExchange read(InputStream in, Socket socket) throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return null;
        }
        in.reset();
        String[] start = BodyStream.readLine(in, MAX_HEAD_LINE).split(" ");
        if (start.length != 3 || !start[2].startsWith("HTTP/1.")) {
            throw new IOException("the request line is not HTTP/1");
        }
        Map<String, String> headers = headers(in);
        return new HttpExchange(start[0], start[1], headers, body(in, headers, socket), socket);
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = BodyStream.readLine(in, MAX_HEAD_LINE);
                !line.isEmpty();
                line = BodyStream.readLine(in, MAX_HEAD_LINE)) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() == MAX_HEADERS) {
                throw new IOException("a header of the request cannot be read");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static BodyStream body(InputStream in, Map<String, String> headers, Socket socket) throws IOException {
        BodyStream.ContinueSignal signal = () -> {
            if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
                socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
        };
        if (headers.containsKey("transfer-encoding")) {
            return BodyStream.ofChunks(in, signal);
        }
        try {
            long length = Long.parseLong(headers.getOrDefault("content-length", "0"));
            if (length >= 0) {
                return BodyStream.ofLength(in, length, signal);
            }
            throw new IOException("the length of the body is negative");
        } catch (NumberFormatException e) {
            throw new IOException("the length of the body cannot be read", e);
        }
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
