package ai.returning.routes.flowtest;

import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.EffectProof;
import ai.returning.routes.emulator.UserView;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.mapping.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** Runs one case on a stage of its own. */
final class CaseRunner {
    private static final int QUARANTINED = 1_000;

    private final TestBench bench;
    private final TestFile test;
    private final TestCase one;
    private final NodeCoverage coverage;
    private final TestSettings settings;
    private final SentCalls sent = new SentCalls();
    private final TestClock clock;

    CaseRunner(TestBench bench, TestFile test, TestCase one, NodeCoverage coverage) {
        this.bench = bench;
        this.test = test;
        this.one = one;
        this.coverage = coverage;
        this.settings = bench.settings().with(one.properties());
        this.clock = new TestClock(bench.clock());
    }

    /** What differs from the expectation, a line each; empty if the case passes. */
    List<String> run() throws Exception {
        References references = bench.references(test, one);
        new CaseRules(bench, test, one, references).check();
        Path folder = Folders.temporary();
        try (EmulatedTenant tenant = tenant(folder);
                RecordingClient client = client(tenant);
                EffectStage effects = effects(folder, references, client);
                EventStage events = events(references, client, effects);
                WriteStage writes = writes(references)) {
            List<String> wrong = new ArrayList<>(
                    tenant != null && one.isSync()
                            ? sync(folder, tenant, client, effects, events)
                            : message(folder, tenant, client, effects, events, writes));
            wrong.addAll(idle(tenant));
            return wrong;
        } finally {
            Folders.remove(folder);
        }
    }

    /** The ledger, where a file of the case may call an effect; null else, for it takes a while to open. */
    private @Nullable EffectStage effects(Path folder, References references, RecordingClient client) {
        boolean wanted = bench.contract().operations().stream()
                .anyMatch(operation -> (operation.effect() == EffectMark.ALWAYS || EffectProof.isMarked(operation))
                        && references.mayCall(operation.id()));
        return wanted
                ? new EffectStage(bench, EmulatedTenant.community(settings), folder.resolve("files"), client, clock)
                : null;
    }

    /** Polling and rules, where a file of the case has them; null else. */
    private @Nullable EventStage events(References references, RecordingClient client, @Nullable EffectStage effects) {
        return effects != null && references.hasStep("decide")
                ? new EventStage(bench, settings, client, effects, clock)
                : null;
    }

    /** The target database, where a file of the case writes events; null else. */
    private @Nullable WriteStage writes(References references) {
        if (!references.hasStep("apply") || one.isSync()) {
            return null;
        }
        return new WriteStage(
                bench, FlowTests.folder(test.file()), one.runs().get(0).input().target());
    }

    /** Failures that the case arranged and that never happened: it does not prove what it says. */
    private List<String> idle(@Nullable EmulatedTenant tenant) {
        List<String> idle = new ArrayList<>();
        one.kamelets().forEach((name, script) -> idle("kamelets", name, script, idle));
        one.operations().forEach((name, script) -> idle("operations", name, script, idle));
        if (tenant != null) {
            idle.addAll(tenant.idleFaults());
        }
        return idle;
    }

    private void idle(String key, String name, Script script, List<String> idle) {
        if (!script.fail().isEmpty() && !sent.everFailed(name)) {
            idle.add(key + "." + name + ".fail: never called, so it did not fail");
        }
    }

    /** The emulator where the case names it, and always behind a sync; null else. */
    private @Nullable EmulatedTenant tenant(Path folder) {
        if (!one.emulated() && !one.isSync()) {
            return null;
        }
        List<Map<String, String>> users = one.runs().get(0).tenant().users();
        return new EmulatedTenant(
                bench, settings, folder.resolve("emulator"), clock, users == null ? everybody() : users);
    }

    /** Without users in the file the community knows everybody the source shows. */
    private List<Map<String, String>> everybody() {
        Map<String, Map<String, String>> users = new LinkedHashMap<>();
        for (TestCase.Run run : one.runs()) {
            List<Map<String, @Nullable String>> rows = new ArrayList<>();
            if (run.input().rows() != null) {
                rows.addAll(run.input().rows());
            }
            run.input().tables().values().forEach(rows::addAll);
            rows.forEach(row -> row.values().stream()
                    .filter(cell -> cell != null && cell.matches("[^@\\s]+@[^@\\s]+"))
                    .forEach(cell -> users.putIfAbsent(
                            String.valueOf(cell).toLowerCase(Locale.ROOT), Map.of("email", String.valueOf(cell)))));
        }
        return List.copyOf(users.values());
    }

    private RecordingClient client(@Nullable EmulatedTenant tenant) {
        boolean refused = one.runs().get(0).tenant().keyRefused();
        return new RecordingClient(
                bench.contract(),
                one.operations(),
                sent,
                EmulatedTenant.retries(settings),
                tenant == null ? null : tenant.client(refused));
    }

    private List<String> sync(
            Path folder,
            EmulatedTenant tenant,
            RecordingClient client,
            @Nullable EffectStage effects,
            @Nullable EventStage events)
            throws Exception {
        Path file = bench.routeFile(test);
        List<String> wrong = new ArrayList<>();
        try (SyncStage sync = new SyncStage(bench, settings, folder, clock, client);
                CamelStage stage = new CamelStage(bench, settings, client, effects)) {
            RunFailure start = start(() -> {
                stage.sync(events == null ? sync.component() : events.on(sync.component()))
                        .doubles(one, null, sent)
                        .load(files(file));
                stage.underTest(test.subject(), file);
                stage.start();
            });
            for (int i = 0; i < one.runs().size(); i++) {
                TestCase.Run run = one.runs().get(i);
                if (i == 0 || run.tenant().given()) {
                    tenant.become(run.tenant());
                }
                clock.advance(run.input().after());
                tenant.emulator().advance(run.input().after());
                sent.clear();
                tenant.begin();
                stage.trace().begin();
                Got got = start.failed()
                        ? start.got(sent)
                        : events == null ? once(sync, tenant, run) : polled(events, tenant, run);
                stage.settle();
                if (effects != null) {
                    effects.settle(events != null);
                }
                String where = one.runs().size() > 1 ? "run " + (i + 1) + " " : "";
                wrong.addAll(compare(run, where, got, new Traces(stage, tenant, effects, events)));
            }
            coverage.add(stage.trace());
        }
        return wrong;
    }

    /** One round of a flow that polls. */
    private Got polled(EventStage events, EmulatedTenant tenant, TestCase.Run run) {
        try {
            events.poll(test.subject(), run.input());
            return new Got(
                    "completed",
                    null,
                    "",
                    null,
                    List.of(),
                    email -> tenant.emulator().users().find(email),
                    sent,
                    null,
                    Map.of());
        } catch (RaiException e) {
            if (e.code() == ErrorCode.TEST_INVALID) {
                throw e;
            }
            return Got.failed("failed", e, sent);
        }
    }

    private Got once(SyncStage sync, EmulatedTenant tenant, TestCase.Run run) {
        Mapping mapping = mapping();
        Function<String, Optional<UserView>> users =
                email -> tenant.emulator().users().find(email);
        try {
            RunReport report = sync.run(test.subject(), run.input(), mapping);
            return new Got(
                    report.state().word(),
                    null,
                    report.error() == null ? "" : report.error(),
                    report,
                    sync.store().quarantine().of(report.runId(), QUARANTINED),
                    users,
                    sent,
                    null,
                    Map.of());
        } catch (RaiException e) {
            if (e.code() == ErrorCode.TEST_INVALID) {
                throw e;
            }
            return Got.failed("refused", e, sent);
        }
    }

    private Mapping mapping() {
        Path folder = bench.flows().resolve(test.subject());
        return Mapping.load(
                folder.resolve(test.subject() + ".mapping.yaml"), bench.contract(), bench.communityFields());
    }

    private List<String> message(
            Path folder,
            @Nullable EmulatedTenant tenant,
            RecordingClient client,
            @Nullable EffectStage effects,
            @Nullable EventStage events,
            @Nullable WriteStage writes)
            throws Exception {
        TestCase.Run run = one.runs().get(0);
        if (one.runs().size() > 1) {
            throw new RaiException(ErrorCode.TEST_INVALID, "'runs' is for sync flows, whose input is rows or tables.");
        }
        if (tenant != null) {
            tenant.become(run.tenant());
            tenant.begin();
        }
        boolean kamelet = test.kind() == TestFile.Kind.KAMELET;
        try (SyncStage sync = events == null ? null : new SyncStage(bench, settings, folder, clock, client);
                CamelStage stage = new CamelStage(bench, settings, client, effects)) {
            if (sync != null && events != null) {
                stage.sync(events.on(sync.component()));
            }
            if (writes != null) {
                stage.writing(writes.writes());
            }
            MessageDrive drive = new MessageDrive(bench, test, stage);
            RunFailure start = start(() -> {
                stage.doubles(one, kamelet ? test.subject() : null, sent);
                if (kamelet) {
                    stage.load(List.of());
                    drive.callKamelet(run.input());
                } else {
                    Path file = bench.routeFile(test);
                    stage.load(files(file));
                    RouteDefinition route = stage.underTest(test.subject(), file);
                    drive.route(route);
                }
                stage.start();
            });
            Got got = start.failed() ? start.got(sent) : drive.send(run.input(), sent, tenant);
            if (effects != null) {
                effects.settle(events != null);
            }
            coverage.add(stage.trace());
            List<String> wrong = compare(run, "", got, new Traces(stage, tenant, effects, events));
            if (writes != null) {
                wrong.addAll(writes.differences(run.expected().written(), ""));
            }
            return wrong;
        }
    }

    /** The file under test first, then its neighbours, which it may call. */
    private static List<Path> files(Path file) {
        return Folders.files(FlowTests.folder(file), 1, ".camel.yaml");
    }

    /** What a run left beside its result. */
    private record Traces(
            CamelStage stage,
            @Nullable EmulatedTenant tenant,
            @Nullable EffectStage effects,
            @Nullable EventStage events) {}

    private List<String> compare(TestCase.Run run, String where, Got got, Traces traces) {
        List<String> way = coverage.own(traces.stage().trace().way());
        EmulatedTenant tenant = traces.tenant();
        EffectStage effects = traces.effects();
        List<String> wrong = new ArrayList<>(new Comparison(
                        run.expected(),
                        got,
                        way,
                        operation -> sent.requests(operation) + (tenant == null ? 0 : tenant.requests(operation)),
                        where)
                .differences());
        wrong.addAll(
                LedgerComparison.of(run.expected().ledger(), effects == null ? List.of() : effects.effects(), where));
        EventStage events = traces.events();
        wrong.addAll(
                VerdictComparison.of(run.expected().verdicts(), events == null ? List.of() : events.verdicts(), where));
        boolean unexpected = !wrong.isEmpty() && !got.error().isEmpty();
        if (unexpected) {
            String step = way.isEmpty() ? "" : " at step " + coverage.describe(way.get(way.size() - 1));
            wrong.add(where + "failed" + step + ": " + got.error().replaceAll("\\s*\\R\\s*", " "));
        }
        return wrong;
    }

    /** Something that may fail as the service would at its start. */
    private interface Starting {
        void run() throws Exception;
    }

    /** How the start failed, if it did: the same as a flow that fails, for a case may expect it. */
    private record RunFailure(@Nullable Exception failure) {
        boolean failed() {
            return failure != null;
        }

        Got got(SentCalls sent) {
            return Got.failed("refused", failure == null ? new IllegalStateException() : failure, sent);
        }
    }

    private static RunFailure start(Starting work) throws Exception {
        try {
            work.run();
            return new RunFailure(null);
        } catch (RaiException e) {
            if (e.code() == ErrorCode.TEST_INVALID) {
                throw e;
            }
            return new RunFailure(e);
        } catch (Exception e) {
            return new RunFailure(e);
        }
    }
}
