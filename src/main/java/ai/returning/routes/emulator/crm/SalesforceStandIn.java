package ai.returning.routes.emulator.crm;

import ai.returning.routes.emulator.crm.HubspotStandIn.Reply;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of Salesforce that a reading and an upsert need, on a port of this machine: OAuth by secret and by signed
 * assertion, pages of a query, query jobs of Bulk API 2.0, sessions that end, limits, and a script of faults. What it
 * answers is what Salesforce's pages describe; nothing here was held against the real one.
 */
public final class SalesforceStandIn implements AutoCloseable {
    private static final String API = "/services/data/v61.0";

    private final SalesforceTable table = new SalesforceTable();
    private final SalesforceLogins logins = new SalesforceLogins();
    private final SalesforceQueries queries;
    private final ConcurrentLinkedDeque<CrmFault> faults = new ConcurrentLinkedDeque<>();
    private final AtomicLong calls = new AtomicLong();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "salesforce-stand-in");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Runnable beforeCall = () -> {};
    private volatile int used;
    private volatile int allowed = 100_000;

    private SalesforceStandIn(int pageSize) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.queries = new SalesforceQueries(API, table, pageSize);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/services/oauth2/token", exchange -> {
            try (exchange;
                    InputStream in = exchange.getRequestBody()) {
                String form = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                send(exchange, logins.reply(form, url()), Map.of());
            }
        });
        server.createContext(API, this::answer);
        server.start();
    }

    /** @param pageSize records of a page of a query */
    public static SalesforceStandIn start(int pageSize) {
        try {
            return new SalesforceStandIn(pageSize);
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on 127.0.0.1", e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A client that may log in by its secret. */
    public void client(String id, String secret) {
        logins.client(id, secret);
    }

    /** A client that may log in by assertions signed with the key of {@code certificate}. */
    public void client(String id, PublicKey certificate, String user) {
        logins.client(id, certificate, user);
    }

    /** Puts a record in, or in the place of the one with the same id. */
    public void put(String id, Map<String, Object> fields, Instant modified) {
        table.put(id, fields, modified);
    }

    public void remove(String id) {
        table.remove(id);
    }

    public void clear() {
        table.clear();
    }

    /** The record that has a value in a field; empty if there is none. */
    public Map<String, Object> record(String field, String value) {
        return table.by(field, value);
    }

    /** All sessions end; the next call of each is refused. */
    public void expireSessions() {
        logins.expire();
    }

    /** Clients are not let in any more. */
    public void revoke() {
        logins.revoke();
    }

    /** What the answers say of calls of the day. */
    public void usage(int calls, int of) {
        used = calls;
        allowed = of;
    }

    /** The next calls of the API go wrong, one a fault; results of jobs that break off do so in the middle. */
    public void script(CrmFault... next) {
        faults.addAll(List.of(next));
    }

    /** Runs before each call of the API. */
    public void beforeCall(Runnable work) {
        beforeCall = work;
    }

    /** Calls of the API so far. */
    public long calls() {
        return calls.get();
    }

    public long logins() {
        return logins.count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readAllBytes();
            calls.incrementAndGet();
            beforeCall.run();
            if (!logins.holds(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, error(401, "INVALID_SESSION_ID", "Session expired or invalid"), Map.of());
                return;
            }
            String path = exchange.getRequestURI().getPath();
            CrmFault fault = faults.poll();
            boolean result = path.endsWith("/results");
            if (fault != null && !(result && fault.status() == CrmFault.BROKEN_OFF)) {
                broken(exchange, fault);
                return;
            }
            Map<String, String> headers = queries.headers(exchange.getRequestURI());
            Reply reply = path.contains("/composite/sobjects/")
                    ? upsert(path, Json.MAPPER.readTree(body))
                    : queries.reply(exchange.getRequestMethod(), exchange.getRequestURI(), body);
            if (fault == null) {
                send(exchange, reply, headers);
            } else {
                sendHalf(exchange, reply);
            }
        }
    }

    private void broken(HttpExchange exchange, CrmFault fault) throws IOException {
        switch (fault.kind()) {
            case REPEAT_PAGE -> send(exchange, queries.lastPage(), Map.of());
            case NO_JSON -> send(exchange, new Reply(200, "<html>".getBytes(StandardCharsets.UTF_8)), Map.of());
            case SKIP_PAGE, STATUS -> {
                if (fault.status() != CrmFault.BROKEN_OFF) {
                    send(exchange, error(fault.status(), fault.policy(), "The stand-in says so"), Map.of());
                }
            }
        }
    }

    private Reply upsert(String path, JsonNode body) {
        String key = path.replaceFirst(".*/", "");
        ArrayNode answer = Json.MAPPER.createArrayNode();
        for (JsonNode one : body.path("records")) {
            ObjectNode said = answer.addObject();
            if (one.path(key).asText("").isEmpty()) {
                said.put("success", false)
                        .putArray("errors")
                        .addObject()
                        .put("statusCode", "MISSING_ARGUMENT")
                        .put("message", key + " not specified");
            } else {
                boolean created = table.upsert(key, one);
                said.put(
                                "id",
                                String.valueOf(
                                        table.by(key, one.path(key).asText()).get("Id")))
                        .put("success", true)
                        .put("created", created)
                        .putArray("errors");
            }
        }
        return new Reply(200, HubspotStandIn.bytes(answer));
    }

    static Reply error(int status, String code, String message) {
        ArrayNode body = Json.MAPPER.createArrayNode();
        body.addObject().put("errorCode", code).put("message", message);
        return new Reply(status, HubspotStandIn.bytes(body));
    }

    private void send(HttpExchange exchange, Reply reply, Map<String, String> headers) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Sforce-Limit-Info", "api-usage=" + used + "/" + allowed);
        if (reply.status() == 429 || reply.status() == 503) {
            exchange.getResponseHeaders().set("Retry-After", "0");
        }
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
    }

    private static void sendHalf(HttpExchange exchange, Reply reply) throws IOException {
        exchange.sendResponseHeaders(reply.status(), reply.body().length);
        exchange.getResponseBody().write(reply.body(), 0, reply.body().length / 2);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
