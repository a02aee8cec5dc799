package ai.returning.routes.component;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A loopback server that answers as the test says and remembers what came. */
final class ApiStub implements AutoCloseable {
    /** What came. */
    record Request(String method, String path, String query, String contentType, String body) {}

    /** What goes back. */
    record Reply(int status, String contentType, String body) {}

    interface Behaviour {
        Reply answer(Request request) throws Exception;
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger mostAtATime = new AtomicInteger();

    private final AtomicInteger under = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    ApiStub(Behaviour behaviour) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> serve(exchange, behaviour));
        server.setExecutor(threads);
        server.start();
    }

    static Reply json(String body) {
        return new Reply(200, "application/json", body);
    }

    static Reply json(int status, String body) {
        return new Reply(status, "application/json", body);
    }

    private void serve(HttpExchange exchange, Behaviour behaviour) throws IOException {
        mostAtATime.accumulateAndGet(under.incrementAndGet(), Math::max);
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestURI().getRawQuery()),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            Reply reply = answer(behaviour, request);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            under.decrementAndGet();
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Reply answer(Behaviour behaviour, Request request) {
        try {
            return behaviour.answer(request);
        } catch (Exception e) {
            return new Reply(599, "text/plain", String.valueOf(e));
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
