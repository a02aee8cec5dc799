package ai.returning.routes.emulator.crm;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of HubSpot that a reading of contacts needs, on a port of this machine: the list of properties, and the search
 * with filters, sorting by id, paging that ends at 10,000 results, a token, both limits of calls, and a script of faults. What it answers is
 * what HubSpot's pages describe; nothing here was held against the real one.
 */
public final class HubspotStandIn implements AutoCloseable {
    private static final int MOST_RESULTS = 10_000;
    private static final int LARGEST_PAGE = 200;

    private final Contacts contacts = new Contacts();
    private final List<String> properties = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<CrmFault> faults = new ConcurrentLinkedDeque<>();
    private final AtomicLong searches = new AtomicLong();
    private final HubspotWrites writes = new HubspotWrites(contacts);
    private final ConcurrentLinkedDeque<CrmFault> writeFaults = new ConcurrentLinkedDeque<>();
    private final CallLimits limits = new CallLimits();
    private final AtomicLong refusedByLimits = new AtomicLong();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hubspot-stand-in");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String token;
    private volatile byte[] lastPage = new byte[0];
    private volatile Runnable beforeSearch = () -> {};

    private HubspotStandIn(String token) throws IOException {
        // Without it each answer waits 40 ms for an acknowledgement. Read once, by the first server of the process.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.token = token;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/crm/v3/objects/contacts/search", exchange -> answer(exchange, this::search));
        server.createContext("/crm/v3/objects/contacts", exchange -> answer(exchange, write(exchange)));
        server.createContext("/crm/v3/objects/notes", exchange -> answer(exchange, write(exchange)));
        server.createContext("/crm/v3/properties/contacts", exchange -> answer(exchange, this::propertyList));
        server.start();
    }

    /** @param token the one that is accepted */
    public static HubspotStandIn start(String token) {
        try {
            return new HubspotStandIn(token);
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on 127.0.0.1", e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void put(long id, Map<String, String> values, Instant modified) {
        values.keySet().stream().filter(name -> !properties.contains(name)).forEach(properties::add);
        contacts.put(new Contact(id, Map.copyOf(values), modified));
    }

    public void change(long id, Map<String, String> values, Instant modified) {
        contacts.change(id, values, modified);
    }

    /** Removes all contacts; their properties stay known. */
    public void clear() {
        contacts.clear();
    }

    /** Archives a contact, which no search shows then. */
    public void archive(long id) {
        contacts.remove(id);
    }

    /** Merges a contact into another: the first is gone, the second counts as changed. */
    public void merge(long id, long into, Instant at) {
        contacts.remove(id);
        contacts.change(into, Map.of("hs_merged_object_ids", Long.toString(id)), at);
    }

    public void token(String accepted) {
        token = accepted;
    }

    /** From now on so many calls within a rolling window, which is ten seconds at HubSpot. */
    public void limit(int calls, Duration window) {
        limits.window(calls, window);
    }

    /** Begins a day with so many calls. */
    public void day(int calls) {
        limits.day(calls);
    }

    /** Calls that broke a limit. */
    public long refusedByLimits() {
        return refusedByLimits.get();
    }

    /** Archives a contact that the index still shows, as one that is archived. */
    public void archiveInIndex(long id) {
        contacts.archive(id);
    }

    /** The next searches go wrong, one a fault. */
    public void script(CrmFault... next) {
        faults.addAll(List.of(next));
    }

    /** The next writes go wrong, one a fault; one that breaks off has written. */
    public void scriptWrites(CrmFault... next) {
        writeFaults.addAll(List.of(next));
    }

    /** Properties of a contact; empty if there is none. */
    public Map<String, String> contact(long id) {
        return contacts.get(id).map(Contact::properties).orElse(Map.of());
    }

    /** Notes as they came, in their order. */
    public List<JsonNode> notes() {
        return writes.notes();
    }

    /** Writes that came, those that went wrong included. */
    public long writes() {
        return writes.count();
    }

    private Handler write(HttpExchange exchange) {
        return body -> {
            CrmFault next = writeFaults.poll();
            CrmFault fault = next != null && next.kind() == CrmFault.Kind.NONE ? null : next;
            if (fault != null && fault.status() != CrmFault.BROKEN_OFF) {
                writes.counted();
                return error(fault.status(), "scripted", fault.policy());
            }
            Reply reply = writes.reply(exchange.getRequestMethod(), exchange.getRequestURI(), body);
            return fault == null ? reply : error(CrmFault.BROKEN_OFF, "", "");
        };
    }

    /** Runs before each search, as others who work in the CRM meanwhile. */
    public void beforeSearch(Runnable work) {
        beforeSearch = work;
    }

    /** Searches so far, those that went wrong included. */
    public long searches() {
        return searches.get();
    }

    /** What a path answers. */
    @FunctionalInterface
    private interface Handler {
        Reply reply(JsonNode body);
    }

    record Reply(int status, byte[] body) {}

    private void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readAllBytes();
            Reply reply =
                    ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                            ? withinLimits(handler, body)
                            : error(401, "INVALID_AUTHENTICATION", "");
            if (reply.status() == CrmFault.BROKEN_OFF) {
                return; // closing without an answer
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            limits.headers().forEach(exchange.getResponseHeaders()::set);
            if (reply.status() == 429) {
                exchange.getResponseHeaders().set("Retry-After", "0");
            }
            if (reply.status() == 302) {
                exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
            }
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private Reply withinLimits(Handler handler, byte[] body) throws IOException {
        String broken = limits.broken(System.nanoTime());
        if (!broken.isEmpty()) {
            refusedByLimits.incrementAndGet();
            return error(429, "RATE_LIMITS", broken);
        }
        return handler.reply(Json.MAPPER.readTree(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body));
    }

    private Reply propertyList(JsonNode body) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode results = answer.putArray("results");
        properties.forEach(name -> results.addObject().put("name", name).put("type", "string"));
        return new Reply(200, bytes(answer));
    }

    private Reply search(JsonNode body) {
        beforeSearch.run();
        searches.incrementAndGet();
        CrmFault fault = faults.poll();
        if (fault == null) {
            return page(body);
        }
        return switch (fault.kind()) {
            case STATUS -> error(fault.status(), "scripted", fault.policy());
            case REPEAT_PAGE -> new Reply(200, lastPage);
            case SKIP_PAGE -> page(above(body) + body.path("limit").asInt(10), body);
            case NONE -> page(body);
            case NO_JSON -> new Reply(200, "<html>".getBytes(StandardCharsets.UTF_8));
        };
    }

    private Reply page(JsonNode body) {
        return page(above(body), body);
    }

    private Reply page(long above, JsonNode body) {
        int limit = body.path("limit").asInt(10);
        int skip = Integer.parseInt(body.path("after").asText("0"));
        if (limit > LARGEST_PAGE || skip + limit > MOST_RESULTS) {
            return error(400, "VALIDATION_ERROR", "");
        }
        Contacts.Found found = contacts.find(above, since(body), skip, limit);
        byte[] answer = PageText.of(found, body.path("properties"), skip);
        lastPage = answer;
        return new Reply(200, answer);
    }

    private static long above(JsonNode body) {
        return Long.parseLong(filter(body, "GT", "0"));
    }

    private static Instant since(JsonNode body) {
        String millis = filter(body, "GTE", "");
        return millis.isEmpty() ? Instant.MIN : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static String filter(JsonNode body, String operator, String standard) {
        for (JsonNode filter : body.at("/filterGroups/0/filters")) {
            if (filter.path("operator").asText().equals(operator)) {
                return filter.path("value").asText();
            }
        }
        return standard;
    }

    static Reply error(int status, String category, String policy) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("status", "error")
                .put("message", "The stand-in says " + status)
                .put("category", category);
        if (!policy.isEmpty()) {
            body.put("errorType", "RATE_LIMIT").put("policyName", policy);
        }
        return new Reply(status, bytes(body));
    }

    static byte[] bytes(JsonNode node) {
        try {
            return Json.MAPPER.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException("a tree can be written", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
