package ai.returning.routes.sync.source.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.crm.SalesforceAccess;
import ai.returning.routes.emulator.crm.SalesforceStandIn;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowSourceContract;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.store.SourceStore;
import ai.returning.routes.sync.store.SyncStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** What all sources keep, and what both ways of reading Salesforce have in common. */
abstract class SalesforceWorld extends RowSourceContract {
    static final String SECRET = "secret-of-the-app";
    static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    final SalesforceStandIn crm = SalesforceStandIn.start(200);
    private final StateDatabase state = StateDatabase.open(new StateSettings(
            "jdbc:h2:mem:state-" + UUID.randomUUID() + ";MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 4));
    private final SourceStore store = new SyncStore(state).sources();
    /** The stand-in tells the time of this machine. */
    final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    private final SalesforceSettings.Mode mode;

    SalesforceWorld(SalesforceSettings.Mode mode) {
        this.mode = mode;
        crm.client("app", SECRET);
    }

    @AfterEach
    void close() {
        crm.close();
        state.close();
    }

    @Override
    protected RowSource holding(int rows) {
        crm.clear();
        accounts(rows);
        return source(settings(mode, 0));
    }

    @Override
    protected SourceRequest request(int rows, long limit, int batchRows) {
        return new SourceRequest("sync-accounts", "", List.of("Email__c", "BillingCity"), limit, batchRows);
    }

    void accounts(int count) {
        for (int i = 1; i <= count; i++) {
            account(i, "Graz", LONG_AGO);
        }
    }

    void account(int i, String city, Instant modified) {
        crm.put("001A" + i, Map.of("Email__c", "user" + i + "@x.org", "BillingCity", city), modified);
    }

    void fails(ErrorCode code, String... parts) {
        assertThatThrownBy(this::take).satisfies(e -> {
            assertThat(((RaiException) e).code()).isEqualTo(code);
            assertThat(e).hasMessageContainingAll(parts).message().doesNotContain(SECRET, "session-");
        });
    }

    List<String> take() {
        return take(settings(mode, 0), request(0, 0, 1_000));
    }

    List<String> take(SalesforceSettings settings, SourceRequest request) {
        try (RowSource source = source(settings);
                RowStream stream = source.open(request)) {
            List<String> rows = read(stream);
            stream.settled("run-1");
            return rows;
        }
    }

    RowSource source(SalesforceSettings settings) {
        return new SalesforceRowSource(settings, store, Clock.systemUTC());
    }

    SalesforceSettings settings(SalesforceSettings.Mode way, int reserve) {
        return settings(
                way, reserve, new SalesforceAccess(crm.url(), "app", SECRET, "", "", "", "/services/oauth2/token"));
    }

    static SalesforceSettings settings(SalesforceSettings.Mode way, int reserve, SalesforceAccess access) {
        return new SalesforceSettings(
                "accounts",
                access,
                "/services/data/v61.0",
                new SalesforceSettings.Query("Account", "SystemModstamp", ""),
                way,
                500,
                Duration.ofMillis(1),
                Duration.ofSeconds(20),
                Duration.ofMinutes(10),
                reserve,
                new Patience(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        4,
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMinutes(1)));
    }
}
