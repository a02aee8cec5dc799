package ai.returning.routes.sync.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.JdbcRowSource;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowSourceContract;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.source.SourceSettings;
import ai.returning.routes.sync.store.SourceStore;
import ai.returning.routes.sync.store.SyncStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A query that shows what changed, on H2. */
class CursorRowSourceIT extends RowSourceContract {
    private static final String QUERY = "select id, changed from customer where changed >= :cursor";

    private final String url = "jdbc:h2:mem:source-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final StateDatabase state = StateDatabase.open(new StateSettings(
            "jdbc:h2:mem:state-" + UUID.randomUUID() + ";MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 4));
    private final SourceStore store = new SyncStore(state).sources();

    @BeforeEach
    void table() throws SQLException {
        sql("create table customer (id bigint, changed timestamp with time zone)");
    }

    @AfterEach
    void close() throws SQLException {
        sql("shutdown");
        state.close();
    }

    @Override
    protected RowSource holding(int rows) throws SQLException {
        sql("delete from customer");
        sql("insert into customer select x, timestamp with time zone '2026-01-01 00:00:00+02' from system_range(1, "
                + rows + ")");
        return source("");
    }

    @Override
    protected SourceRequest request(int rows, long limit, int batchRows) {
        return new SourceRequest("sync-customers", QUERY, List.of("id", "changed"), limit, batchRows);
    }

    @Test
    void readsWhatChangedSinceTheLastSettledReading() throws SQLException {
        row(1, "2026-01-01 10:00:00+00");
        row(2, "2026-01-01 12:30:00+02");
        assertThat(take("", QUERY)).hasSize(2);
        row(3, "2026-01-01 10:29:59+00");
        row(4, "2026-01-01 10:30:00+00");
        row(5, "2026-01-01 11:00:00+00");
        assertThat(ids(take("", QUERY)))
                .as("equal times come again, older ones do not")
                .containsExactly("2", "4", "5");
        assertThat(ids(take("", QUERY))).containsExactly("5");
        sql("delete from customer");
        assertThat(take("", QUERY)).isEmpty();
        row(6, "2026-01-01 11:00:01+00");
        assertThat(ids(take("", QUERY))).containsExactly("6");
    }

    /** One wrong date must not hide what changes until that day. */
    @Test
    void doesNotBelieveARowFromTheFuture() throws SQLException {
        row(1, "2099-01-01 00:00:00+00");
        assertThat(take("", QUERY)).hasSize(1);
        row(2, Instant.now().plusSeconds(600).toString().replace('T', ' ').replace("Z", "+00"));

        assertThat(ids(take("", QUERY))).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void findsRowsThatWereCommittedLateWithinTheOverlap() throws SQLException {
        row(1, "2026-01-01 10:00:00+00");
        assertThat(take("5m", QUERY)).hasSize(1);
        row(2, "2026-01-01 09:55:00+00");
        row(3, "2026-01-01 09:54:59+00");
        assertThat(ids(take("5m", QUERY))).containsExactly("1", "2");
    }

    @Test
    void readsFromTheStartUnderAnotherQueryOrMappingAndWhenAskedForAll() throws SQLException {
        row(1, "2026-01-01 10:00:00+00");
        row(2, "2026-01-02 10:00:00+00");
        assertThat(take("", QUERY)).hasSize(2);
        assertThat(take("", QUERY)).hasSize(1);
        assertThat(take("", QUERY + " and id > 0")).hasSize(2);
        SourceRequest full = new SourceRequest("sync-customers", QUERY, List.of("id"), 0, 10, "", true);
        assertThat(take("", full)).hasSize(2);
        assertThat(take("", new SourceRequest("sync-customers", QUERY, List.of("id"), 0, 10, "m2", false)))
                .hasSize(2);
    }

    @Test
    void refusesWhatHasNoPlaceInTheOrder() throws SQLException {
        row(1, "2026-01-01 10:00:00+00");
        sql("insert into customer values (2, null)");
        refuses(
                "select id, changed from customer where changed >= :cursor or changed is null",
                "no value in its cursor");
        refuses("select id, changed as chnged from customer where changed >= :cursor", "no column 'changed'");
        refuses(
                "select id, cast(changed as varchar) as changed from customer where changed >= :cursor",
                "of type text");
        refuses("select id, changed from customer", "has no :cursor");
    }

    private void refuses(String query, String message) {
        assertThatThrownBy(() -> take("", query))
                .satisfies(e -> assertThat(((RaiException) e).code())
                        .isIn(ErrorCode.SOURCE_REFUSED, ErrorCode.SOURCE_COLUMN_MISSING, ErrorCode.CONFIG_INVALID))
                .hasMessageContaining(message);
    }

    private static List<String> ids(List<String> rows) {
        return rows.stream().map(row -> row.replaceFirst("\t.*", "")).toList();
    }

    private List<String> take(String overlap, String query) {
        return take(overlap, new SourceRequest("sync-customers", query, List.of("id", "changed"), 0, 1_000));
    }

    private List<String> take(String overlap, SourceRequest request) {
        try (RowSource source = source(overlap);
                RowStream stream = source.open(request)) {
            List<String> rows = read(stream);
            assertThat(stream.showsAll()).isFalse();
            stream.settled("run-1");
            return rows;
        }
    }

    private RowSource source(String overlap) {
        return new CursorRowSource(
                new JdbcRowSource(SourceSettings.of("customers", url, "sa", "")),
                new CursorRowSource.Plan("customers", url, "changed", "1970-01-01T00:00:00Z", overlap),
                store,
                Clock.systemUTC());
    }

    private void row(int id, String changed) throws SQLException {
        sql("insert into customer values (" + id + ", timestamp with time zone '" + changed + "')");
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement direct = connection.createStatement()) {
            direct.execute(statement);
        }
    }
}
