package ai.returning.routes.service;

import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.SyncEngine;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets commands ask a running service: loopback only, a free port, a fresh token each start, both in
 * {@code service.json}.
 */
public final class ManagementServer implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int MAX_RUNS_SHOWN = 1000;

    private final FlowRunner runner;
    private final SyncEngine engine;
    private final @Nullable IntUnaryOperator demoChange;
    private final Map<String, String> demoServers;
    private final @Nullable EffectDesks ledger;
    private final @Nullable InboxRequests inbox;
    private final Path dataDir;
    private final HttpServer server;
    private final ServiceFile file;
    private final ExecutorService threads =
            new ThreadPoolExecutor(4, 16, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(64));

    private ManagementServer(
            FlowRunner runner,
            SyncEngine engine,
            @Nullable IntUnaryOperator demoChange,
            Map<String, String> demoServers,
            @Nullable EffectDesks ledger,
            @Nullable InboxRequests inbox,
            Path dataDir)
            throws IOException {
        this.runner = runner;
        this.engine = engine;
        this.demoChange = demoChange;
        this.demoServers = Map.copyOf(demoServers);
        this.ledger = ledger;
        this.inbox = inbox;
        this.dataDir = dataDir;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
        byte[] token = new byte[32];
        new SecureRandom().nextBytes(token);
        this.file = new ServiceFile(
                server.getAddress().getPort(),
                HexFormat.of().formatHex(token),
                ProcessHandle.current().pid());
    }

    /**
     * Opens the port and writes {@code service.json}.
     *
     * @param demoChange changes so many customers of the demo source and says how many it was; null without a demo
     */
    public static ManagementServer start(
            FlowRunner runner, SyncEngine engine, @Nullable IntUnaryOperator demoChange, Path dataDir) {
        return start(runner, engine, demoChange, Map.of(), null, null, dataDir);
    }

    /** The same without an inbox. */
    public static ManagementServer start(
            FlowRunner runner,
            SyncEngine engine,
            @Nullable IntUnaryOperator demoChange,
            Map<String, String> demoServers,
            @Nullable EffectDesks ledger,
            Path dataDir) {
        return start(runner, engine, demoChange, demoServers, ledger, null, dataDir);
    }

    /**
     * Opens the port and writes {@code service.json}.
     *
     * @param demoChange changes so many customers of the demo source and says how many it was; null without a demo
     * @param demoServers base URLs of the demo's emulator by server; empty without a demo
     * @param ledger answers questions about effects; null if there is none
     * @param inbox answers questions about events; null if there is none
     */
    public static ManagementServer start(
            FlowRunner runner,
            SyncEngine engine,
            @Nullable IntUnaryOperator demoChange,
            Map<String, String> demoServers,
            @Nullable EffectDesks ledger,
            @Nullable InboxRequests inbox,
            Path dataDir) {
        try {
            ManagementServer management =
                    new ManagementServer(runner, engine, demoChange, demoServers, ledger, inbox, dataDir);
            management.open();
            return management;
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.PORT_IN_USE, "The management port on 127.0.0.1 cannot be opened: " + e + ".", e);
        }
    }

    private void open() {
        server.setExecutor(threads);
        route("GET", "/health", exchange -> answer(exchange, 200, health()));
        route("GET", "/runs", this::runs);
        route("POST", "/sync", this::sync);
        route("POST", "/demo/change", this::change);
        route("POST", "/ledger", this::ledger);
        route("POST", "/inbox", this::inbox);
        route("GET", "/demo/servers", exchange -> answer(exchange, 200, Json.MAPPER.valueToTree(demoServers)));
        server.start();
        file.write(dataDir);
    }

    /** Has questions under a path answered, JSON in and out. */
    public void answering(String path, UnaryOperator<JsonNode> answers) {
        route("POST", path, exchange -> answer(exchange, 200, answers.apply(body(exchange))));
    }

    private void route(String method, String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            try (exchange) {
                if (!authorised(exchange)) {
                    answer(
                            exchange,
                            401,
                            error(
                                    ErrorCode.PARAMETER_INVALID.code(),
                                    "The token of service.json is missing or wrong."));
                } else if (!exchange.getRequestMethod().equals(method)
                        || !exchange.getRequestURI().getPath().equals(path)) {
                    answer(exchange, 404, error(ErrorCode.PARAMETER_INVALID.code(), "Nothing here."));
                } else {
                    handle(exchange, handler);
                }
            }
        });
    }

    private static void handle(HttpExchange exchange, HttpHandler handler) throws IOException {
        try {
            handler.handle(exchange);
        } catch (RaiException e) {
            answer(exchange, 409, error(e.code().code(), String.valueOf(e.getMessage())));
        }
    }

    /** Compares in constant time, so that answers do not tell how much of a guess was right. */
    private boolean authorised(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] expected = ("Bearer " + file.token()).getBytes(StandardCharsets.UTF_8);
        return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected);
    }

    private JsonNode health() {
        ArrayNode flows = Json.MAPPER.createArrayNode();
        runner.flows().stream().sorted().forEach(flows::add);
        return Json.MAPPER.createObjectNode().put("status", "up").set("flows", flows);
    }

    private void runs(HttpExchange exchange) throws IOException {
        JsonNode query = QueryText.of(exchange.getRequestURI());
        String flow = query.hasNonNull("flow") ? query.get("flow").asText() : null;
        int limit = Math.min(Math.max(query.path("limit").asInt(20), 1), MAX_RUNS_SHOWN);
        ArrayNode list = Json.MAPPER.createArrayNode();
        List<RunReport> reports = engine.recent(flow, limit);
        reports.forEach(report -> list.add(RunJson.wireForm(report)));
        answer(exchange, 200, list);
    }

    private void sync(HttpExchange exchange) throws IOException {
        JsonNode body = body(exchange);
        RunStream.answer(exchange, listener -> runner.run(body.path("flow").asText(), RunJson.request(body), listener));
    }

    private void change(HttpExchange exchange) throws IOException {
        IntUnaryOperator demo = demoChange;
        if (demo == null) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID, "The running service is no demo; its source is not ours to change.");
        }
        int changed = demo.applyAsInt(body(exchange).path("count").asInt());
        answer(exchange, 200, Json.MAPPER.createObjectNode().put("changed", changed));
    }

    private void ledger(HttpExchange exchange) throws IOException {
        EffectDesks desk = ledger;
        if (desk == null) {
            throw new RaiException(ErrorCode.EFFECT_UNKNOWN, "The running service has no ledger.");
        }
        answer(exchange, 200, new LedgerRequests(desk).answer(body(exchange)));
    }

    private void inbox(HttpExchange exchange) throws IOException {
        InboxRequests desk = inbox;
        if (desk == null) {
            throw new RaiException(ErrorCode.EVENT_UNKNOWN, "The running service has no inbox.");
        }
        answer(exchange, 200, desk.answer(body(exchange)));
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
        try {
            return Json.MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new RaiException(ErrorCode.PARAMETER_INVALID, "The request is not valid JSON.", e);
        }
    }

    static JsonNode error(String code, String message) {
        return Json.MAPPER.createObjectNode().put("code", code).put("message", message);
    }

    private static void answer(HttpExchange exchange, int status, JsonNode json) throws IOException {
        byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Where it listens. */
    public ServiceFile file() {
        return file;
    }

    /** Removes {@code service.json} and lets answers under way end. */
    @Override
    public void close() {
        try {
            file.remove(dataDir);
        } catch (IOException e) {
            throw new RaiException(ErrorCode.CONFIG_INVALID, "service.json could not be removed: " + e + ".", e);
        } finally {
            server.stop(1);
            threads.shutdownNow();
        }
    }
}
