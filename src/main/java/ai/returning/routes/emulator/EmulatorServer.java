package ai.returning.routes.emulator;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.Operation;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads a request from its route through faults, keys and handler to its answer. */
final class EmulatorServer implements HttpListener.Handler {
    private static final System.Logger LOG = System.getLogger(EmulatorServer.class.getName());
    /** What a multipart body may have beside its file. */
    private static final long FRAME_BYTES = 64 * 1024;

    private final Router router;
    private final KeyRing keys;
    private final FaultScript script;
    private final RequestLog log;
    private final Knobs knobs;
    private final Clock clock;
    private final Map<String, OperationHandler> handlers;
    private final AdminHandler admin;

    EmulatorServer(
            Router router,
            KeyRing keys,
            FaultScript script,
            RequestLog log,
            Knobs knobs,
            Clock clock,
            Map<String, OperationHandler> handlers,
            AdminHandler admin) {
        this.router = router;
        this.keys = keys;
        this.script = script;
        this.log = log;
        this.knobs = knobs;
        this.clock = clock;
        this.handlers = Map.copyOf(handlers);
        this.admin = admin;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (exchange.path().startsWith(AdminHandler.PREFIX)) {
            exchange.send(admin.handle(exchange).at(clock.instant()));
            return;
        }
        Router.Route route = router.find(exchange.method(), exchange.path());
        Operation operation = route.operation();
        String id = operation == null ? "" : operation.id();
        RequestLog.Entry entry = log.begin(id, exchange.method(), exchange.path(), clock.instant());
        serve(exchange, route, entry, operation == null ? List.of() : script.strike(id));
    }

    private void serve(HttpExchange exchange, Router.Route route, RequestLog.Entry entry, List<Fault> faults)
            throws IOException {
        Fault reset = find(faults, Fault.Kind.RESET_MID_BODY);
        if (reset != null) {
            exchange.readPart(reset.number());
            exchange.reset();
            return;
        }
        Fault latency = find(faults, Fault.Kind.LATENCY);
        if (latency != null) {
            script.pause(Duration.ofMillis(latency.number()));
        }
        byte[] body = exchange.readBody(knobs.maxBytes + FRAME_BYTES);
        Fault silence = find(faults, Fault.Kind.TIMEOUT_BEFORE_APPLY);
        if (silence != null) {
            script.hold(silence);
            exchange.drop();
            return;
        }
        HttpReply instead = ScriptedAnswers.insteadOf(route.envelope(), faults);
        HttpReply reply = instead == null ? answer(exchange, route, entry, faults, body) : instead;
        finish(exchange, route, entry, faults, reply);
    }

    private void finish(
            HttpExchange exchange, Router.Route route, RequestLog.Entry entry, List<Fault> faults, HttpReply applied)
            throws IOException {
        Fault silence = find(faults, Fault.Kind.APPLY_THEN_TIMEOUT);
        if (silence != null) {
            script.hold(silence);
            exchange.drop();
            return;
        }
        if (find(faults, Fault.Kind.APPLY_THEN_RESET) != null) {
            exchange.reset();
            return;
        }
        HttpReply reply =
                ScriptedAnswers.after(route.envelope(), faults, applied).at(clock.instant());
        entry.answered(reply.status());
        Fault slow = find(faults, Fault.Kind.SLOW);
        if (slow == null) {
            exchange.send(reply);
        } else {
            exchange.sendSlowly(reply, Duration.ofMillis(slow.number()), script);
        }
    }

    private HttpReply answer(
            HttpExchange exchange,
            Router.Route route,
            RequestLog.Entry entry,
            List<Fault> faults,
            byte @Nullable [] body) {
        String envelope = route.envelope();
        Operation operation = route.operation();
        if (operation == null) {
            return Envelopes.error(envelope, 404, "Route not found", Evidence.PARTIAL);
        }
        OperationHandler handler = handlers.get(operation.id());
        if (handler == null) {
            return notEmulated(operation);
        }
        try {
            ApiKey key = keys.authenticate(operation, exchange::header);
            keys.authorise(key, operation);
            keys.checkCommunity(key, route.parameters().get("communityId"));
            if (body == null) {
                throw BulkUpdateHandler.tooLarge(knobs.maxBytes);
            }
            String type = exchange.header("content-type");
            boolean encrypted = "true".equalsIgnoreCase(exchange.header("x-encrypted"));
            return handler.handle(new Call(
                    operation, route.parameters(), exchange.query(), type, body, key, encrypted, faults, entry));
        } catch (RefusedException e) {
            return refusal(operation, e);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "emulator could not answer " + operation.id(), e);
            return Envelopes.error(envelope, 500, "The emulator has an error of its own", Evidence.ASSUMED);
        }
    }

    @Behaviour(
            of = "incoming webhooks",
            does = "A missing or wrong key is 401 without effect, or 200 without effect by a knob.")
    @Assumed(why = "a call without the key is not received; whether the caller sees an error is not documented")
    private HttpReply refusal(Operation operation, RefusedException e) {
        Evidence basis = weaker(operation.evidence(), e.basis());
        if (e.status() == 401 && knobs.webhooksSwallowMissingKey && WebhookHandlers.serves(operation)) {
            return HttpReply.json(
                    200, Envelopes.success(operation.envelope().name(), 200, null, NullNode.getInstance()), basis);
        }
        return Envelopes.error(operation.envelope().name(), e.status(), e.text(), e.errors(), basis);
    }

    @Behaviour(of = "routes", does = "An operation of the contract that the emulator does not know yet answers 501.")
    @Assumed(why = "ours: a clear word instead of a wrong imitation")
    private static HttpReply notEmulated(Operation operation) {
        String text = "The emulator does not know the operation " + operation.id() + " yet";
        return Envelopes.error(operation.envelope().name(), 501, text, Evidence.ASSUMED);
    }

    static @Nullable Fault find(List<Fault> faults, Fault.Kind kind) {
        return faults.stream().filter(fault -> fault.kind() == kind).findFirst().orElse(null);
    }

    private static Evidence weaker(Evidence one, Evidence other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Answers that a fault puts in place of the true one. */
    private static final class ScriptedAnswers {
        static @Nullable HttpReply insteadOf(String envelope, List<Fault> faults) {
            for (Fault fault : faults) {
                switch (fault.kind()) {
                    case STATUS -> {
                        return status(envelope, fault);
                    }
                    case REDIRECT -> {
                        return new HttpReply(
                                fault.number(), Map.of("Location", fault.text()), new byte[0], Evidence.ASSUMED);
                    }
                    case HTML -> {
                        return text(200, "text/html", "<html><body><h1>Sign in</h1></body></html>");
                    }
                    default -> {
                        // acts at another moment
                    }
                }
            }
            return null;
        }

        static HttpReply after(String envelope, List<Fault> faults, HttpReply applied) {
            Fault fail = find(faults, Fault.Kind.APPLY_THEN_FAIL);
            return fail == null ? applied : status(envelope, fail);
        }

        private static HttpReply status(String envelope, Fault fault) {
            HttpReply plain = fault.text().isEmpty()
                    ? Envelopes.error(envelope, fault.number(), "Scripted answer", Evidence.ASSUMED)
                    : text(fault.number(), "text/plain", fault.text());
            Map<String, String> headers = new java.util.LinkedHashMap<>(plain.headers());
            headers.putAll(fault.headers());
            return new HttpReply(plain.status(), headers, plain.body(), plain.basis());
        }

        private static HttpReply text(int status, String type, String text) {
            return new HttpReply(
                    status,
                    Map.of("Content-Type", type + "; charset=utf-8"),
                    text.getBytes(StandardCharsets.UTF_8),
                    Evidence.ASSUMED);
        }
    }
}
