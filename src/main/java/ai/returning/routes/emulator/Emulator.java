package ai.returning.routes.emulator;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * An offline Returning.AI on a loopback port: users, balances, bulk jobs and a record of what was applied, kept in a
 * folder and taken up again at the next start. It speaks HTTP like the vendor as far as that is known; every answer says
 * in {@code x-emulator-basis} what it rests on. Calls can be made to go wrong by {@link #faults()} and {@link #knobs()}.
 *
 * <p>One port serves all servers of the contract: {@link #baseUrl} gives {@code http://127.0.0.1:<port>/<server>/<prefix>}.
 * The prefixes alone ({@code /apis/v1}, {@code /apis}, {@code /v1}, {@code /api/v1}, none) work as well.
 *
 * <p>Safe for many threads.
 */
public final class Emulator implements AutoCloseable {
    /** Stands in every answer, so that others can tell an emulator from a tunnel that ends here. */
    public static final String BASIS_HEADER = "x-emulator-basis";

    private final EmulatorSettings settings;
    private final Profile profile = Profile.load("assumed-v1");
    private final EmulatorClock clock;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final UserStore users;
    private final AppliedRecord applied;
    private final Community community;
    private final WebhookEvents webhooks;
    private final WebhookOpener opener;
    private final JobStore jobs;
    private final JobWorker worker;
    private final FaultScript faults = new FaultScript();
    private final RequestLog requests = new RequestLog();
    private final HttpListener listener;

    private Emulator(EmulatorSettings settings, Opening opening) throws IOException {
        this.settings = settings;
        this.clock = new EmulatorClock(settings.clock());
        Path folder = settings.dataFolder();
        opening.add(new FolderLock(folder));
        users = opening.add(new UserStore(folder, profile));
        jobs = opening.add(new JobStore(folder));
        applied = opening.add(new AppliedRecord(folder));
        community = new Community(settings.communityId(), profile, users, applied, clock);
        applied.replay(community::replay, jobs::restore);
        if (settings.seed() != null && users.count() == 0) {
            users.seed(settings.seed().get());
        }
        opener = new WebhookOpener(settings.knobs());
        webhooks = opening.add(new WebhookEvents(community, settings.knobs()));
        community.tell(webhooks::done);
        worker = opening.add(new JobWorker(settings.contract(), profile, users, jobs, applied, clock));
        worker.tell(webhooks::joined);
        listener = opening.add(new HttpListener(settings.port(), server()));
        open.addAll(opening.opened);
    }

    /**
     * Starts an emulator; calls are answered when this returns.
     *
     * @throws RaiException PORT_IN_USE, or EMULATOR_DATA when the folder is damaged or used by another emulator
     */
    public static Emulator start(EmulatorSettings settings) {
        Opening opening = new Opening();
        boolean started = false;
        try {
            Emulator emulator = new Emulator(settings, opening);
            emulator.worker.start();
            emulator.listener.start();
            started = true;
            return emulator;
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.EMULATOR_DATA,
                    settings.dataFolder() + " cannot be used by the emulator: " + e.getMessage() + ".",
                    e);
        } finally {
            if (!started) {
                closeAll(opening.opened);
            }
        }
    }

    private EmulatorServer server() {
        Contract contract = settings.contract();
        return new EmulatorServer(
                new Router(profile, contract.operations()),
                new KeyRing(contract.securitySchemes(), settings.keys(), settings.knobs(), clock),
                faults,
                requests,
                settings.knobs(),
                clock,
                handlers(),
                new AdminHandler(this, faultReader(), settings.adminToken()));
    }

    private Map<String, OperationHandler> handlers() {
        OperationHandler bulk = new BulkUpdateHandler(
                settings.contract(), settings.communityId(), profile, users, jobs, worker, settings.knobs(), clock);
        return new Handlers(community, jobs, settings.knobs(), bulk, opener).byOperation();
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** The base URL that stands for a server of the contract, without a slash at the end. */
    public String baseUrl(String serverName) {
        return "http://127.0.0.1:" + port() + profile.basePath(serverName);
    }

    /** The whole URL of an incoming webhook for an operation, as the panel of a tenant would show it. */
    public String webhookUrl(String operationId) {
        Operation operation = settings.contract().operation(operationId);
        String id = profile.webhooks().entrySet().stream()
                .filter(entry -> entry.getValue().operation().equals(operationId))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new RaiException(
                        ErrorCode.CONFIG_INVALID, "The emulator has no webhook for " + operationId + "."));
        return baseUrl(operation.server()) + operation.path().replaceFirst("\\{[^}]+}$", id);
    }

    /** What goes wrong with which call. */
    public FaultScript faults() {
        return faults;
    }

    /**
     * Adds rules as JSON; {@code docs/reference/emulator.md} shows their form.
     *
     * @param rules one rule or a list
     * @throws RaiException CONFIG_INVALID if one cannot be used; none is added then
     */
    public void script(JsonNode rules) {
        List<JsonNode> list = new ArrayList<>();
        if (rules.isArray()) {
            rules.forEach(list::add);
        } else {
            list.add(rules);
        }
        faults.add(list.stream().map(faultReader()::read).toArray(FaultRule[]::new));
    }

    private FaultScriptReader faultReader() {
        return new FaultScriptReader(
                settings.contract().operations().stream().map(Operation::id).toList());
    }

    /** Lasting properties of the tenant. */
    public Knobs knobs() {
        return settings.knobs();
    }

    /** The calls seen since the start. */
    public RequestLog requests() {
        return requests;
    }

    public EmulatorUsers users() {
        return new EmulatorUsers(users, community.badges());
    }

    /** Everything that was ever applied. */
    public AppliedRecord applied() {
        return applied;
    }

    /** All jobs in order of submission. */
    public List<JobView> jobs() {
        return jobs.all();
    }

    /** Posts events of one kind to an address from now on. */
    public void webhook(WebhookTarget target) {
        webhooks.add(target);
    }

    /** Wants the bodies of an incoming webhook encrypted from now on. */
    public void incoming(IncomingSecret secret) {
        opener.set(secret);
    }

    /**
     * Posts an event to those who want it.
     *
     * @param event such as {@code user_visit_server}
     * @param email address of its user
     * @param more members of the body that are added or replaced
     * @return the body
     */
    public JsonNode sendEvent(String event, String email, JsonNode more) {
        return webhooks.send(event, email, more);
    }

    /** The last attempts to deliver events, oldest first. */
    public List<WebhookDelivery> deliveries() {
        return webhooks.deliveries();
    }

    /** Adds fields and users to those that are there; returns the number of users added. */
    public int seed(EmulatorSeed seed) {
        return users.seedMore(seed);
    }

    /** Moves the emulator's clock forward. */
    public void advance(Duration time) {
        clock.advance(time);
        worker.clockMoved();
    }

    /** The emulator's own time. */
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void close() {
        faults.clear();
        closeAll(open);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.removeLast().close();
            } catch (Exception e) {
                System.getLogger(Emulator.class.getName())
                        .log(System.Logger.Level.WARNING, "a part of the emulator did not close", e);
            }
        }
    }

    /** What is open already when a later step of the start fails. */
    private static final class Opening {
        private final Deque<AutoCloseable> opened = new ArrayDeque<>();

        <T extends AutoCloseable> T add(T part) {
            opened.addLast(part);
            return part;
        }
    }
}
