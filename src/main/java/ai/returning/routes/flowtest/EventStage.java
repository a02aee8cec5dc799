package ai.returning.routes.flowtest;

import ai.returning.routes.component.sync.DirectoryUsers;
import ai.returning.routes.component.sync.Polling;
import ai.returning.routes.component.sync.Polls;
import ai.returning.routes.component.sync.RuleDeciders;
import ai.returning.routes.component.sync.SyncComponent;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.rules.Decider;
import ai.returning.routes.effects.rules.RuleSet;
import ai.returning.routes.effects.store.EventClaims;
import ai.returning.routes.effects.store.VerdictStore;
import ai.returning.routes.identity.IdentitySettings;
import ai.returning.routes.identity.UserDirectory;
import ai.returning.routes.identity.store.IdentityStore;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.poll.PollReport;
import ai.returning.routes.sync.poll.PollSources;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.store.PollCursors;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Polling and rules of one case: the real ones, on the state of its ledger, with users from where its calls go. */
final class EventStage implements AutoCloseable {
    private static final int MOST = 10_000;

    private final TestBench bench;
    private final TestSettings settings;
    private final EffectStage effects;
    private final Clock clock;
    private final String community;
    private final UserDirectory directory;
    private final VerdictStore verdicts;
    private final Polls polls = new Polls();
    private @Nullable GivenTables tables;
    private String away = "";

    EventStage(TestBench bench, TestSettings settings, RecordingClient client, EffectStage effects, Clock clock) {
        this.bench = bench;
        this.settings = settings;
        this.effects = effects;
        this.clock = clock;
        this.community = EmulatedTenant.community(settings);
        Contract contract = bench.contract();
        this.verdicts = new VerdictStore(effects.jdbc());
        this.directory = new UserDirectory(
                new IdentityStore(effects.jdbc(), community),
                client,
                contract,
                community,
                operation -> true,
                clock,
                IdentitySettings.STANDARD);
    }

    /** Lets the routes of the case poll and decide; a poll begins when the case says so. */
    SyncComponent on(SyncComponent component) {
        Jdbc jdbc = effects.jdbc();
        return component
                .polling(new Polling(
                        bench.flows(), new Sources(), new PollCursors(jdbc), flow -> false, clock, "flow tests", polls))
                .deciding(new RuleDeciders(
                        bench.flows(), bench.contract(), settings::find, this::decider, verdicts, clock));
    }

    private Decider decider(RuleSet rules) {
        return new Decider(
                rules,
                new Decider.Tools(
                        effects.engine(),
                        verdicts,
                        new EventClaims(effects.jdbc()),
                        new DirectoryUsers(directory, rules.userNames()),
                        community,
                        clock,
                        Runnable::run,
                        decided -> {}));
    }

    /** One round of polling, with the tables as the input has them. */
    PollReport poll(String flow, Input input) {
        if (input.rows() != null) {
            throw new RaiException(
                    ErrorCode.TEST_INVALID,
                    "'rows' has no place in a test of a flow that polls, for its query must be run → tables.");
        }
        away = input.source();
        if (!input.tables().isEmpty()) {
            GivenTables database = tables == null ? new GivenTables() : tables;
            tables = database;
            database.fill(input.tables());
        }
        return polls.poll(flow);
    }

    /** What the rules said, but for those that do not speak of an event; in order. */
    List<Verdict> verdicts() {
        return verdicts.first(MOST).stream()
                .filter(verdict -> verdict.kind() != Verdict.Kind.NO_MATCH)
                .toList();
    }

    /** The tables of the case, as any source. */
    private final class Sources implements PollSources {
        @Override
        public RowSource open(String name) {
            switch (away) {
                case "unavailable" ->
                    throw new RaiException(
                            ErrorCode.SOURCE_UNAVAILABLE, "The source cannot be reached (as the test says).");
                case "refused" ->
                    throw new RaiException(ErrorCode.SOURCE_REFUSED, "The source refuses the user (as the test says).");
                default -> {
                    GivenTables database = tables;
                    if (database == null) {
                        throw new RaiException(
                                ErrorCode.TEST_INVALID, "The flow polls a table, but the case gives no 'tables'.");
                    }
                    return database.source();
                }
            }
        }

        @Override
        public String url(String name) {
            return "jdbc:h2:mem:";
        }
    }

    @Override
    public void close() {
        try (GivenTables last = tables) {
            directory.close();
        }
    }
}
