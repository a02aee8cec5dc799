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
import ai.returning.routes.testing.MariaDb;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A MariaDB server as a source, by a whole query and by one that shows what changed. */
@Timeout(180)
abstract class MariaDbContract extends RowSourceContract {
    private static final String TABLE = """
            create table customer (id bigint primary key, name varchar(200) character set utf8mb4, balance decimal(14,2),
              active bit(1), born date, changed datetime(6), points int, note text)
            """;
    private static final String CHANGES = "select id, changed from customer where changed >= :cursor order by id";

    private StateDatabase state;
    private SourceStore store;
    private MariaDb server;
    private String url = "";

    /** Subprotocol of the driver. */
    abstract String subprotocol();

    @BeforeEach
    void table() {
        Assumptions.assumeTrue(MariaDb.shared().isPresent(), "MariaDB does not start here");
        server = MariaDb.shared().orElseThrow();
        url = server.createDatabase(subprotocol());
        server.execute(url, TABLE);
        state = StateDatabase.open(new StateSettings(
                "jdbc:h2:mem:state-" + UUID.randomUUID() + ";MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 4));
        store = new SyncStore(state).sources();
    }

    @AfterEach
    void close() {
        if (state != null) {
            state.close();
        }
    }

    @Override
    protected RowSource holding(int rows) {
        return new JdbcRowSource(settings());
    }

    @Override
    protected SourceRequest request(int rows, long limit, int batchRows) {
        String query = rows == 0
                ? "select id from customer"
                : "select seq as id, repeat('x', 90) as filler from seq_1_to_" + rows;
        return SourceRequest.of(query, limit, batchRows);
    }

    @Test
    void givesCanonicalText() {
        server.execute(
                url,
                "insert into customer values (1, 'Zoë 😀 \\t \\\\ \"q\"', -12345.60, b'1', '2024-02-29',"
                        + " '2024-02-29 23:59:59.12', -7, '')",
                "insert into customer values (2, null, null, b'0', null, null, null, null)");
        assertThat(rows("select id, name, balance, active, born, changed, points, note from customer order by id"))
                .containsExactly(
                        "1\tZoë 😀 \\t \\\\ \"q\"\t-12345.60\tt\t2024-02-29\t2024-02-29 23:59:59.12\t-7\t",
                        "2\t\\N\t\\N\tf\t\\N\t\\N\t\\N\t\\N");
    }

    @Test
    void writesNothingAndNamesWhatTheQueryLacks() {
        server.execute(url, "insert into customer (id) values (1)");
        refuses("delete from customer");
        refuses("select nothing_such from customer");
        assertThat(rows("select id from customer")).containsExactly("1");
    }

    @Test
    void readsWhatChangedByATimeWithAnOverlap() {
        changed(1, "2026-01-01 10:00:00");
        changed(2, "2026-01-01 10:30:00.5");
        assertThat(changes("5m")).containsExactly("1\t2026-01-01 10:00:00", "2\t2026-01-01 10:30:00.5");
        changed(3, "2026-01-01 10:25:00.499999");
        changed(4, "2026-01-01 10:25:00.5");
        changed(5, "2026-01-01 10:30:00.5");
        assertThat(changes("5m")).extracting(row -> row.substring(0, 1)).containsExactly("2", "4", "5");
    }

    @Test
    void readsWhatChangedByANumber() {
        server.execute(url, "insert into customer (id) values (1), (7)");
        String query = "select id from customer where id >= :cursor order by id";
        assertThat(take("id", "0", "", query)).containsExactly("1", "7");
        server.execute(url, "insert into customer (id) values (5), (8)");
        assertThat(take("id", "0", "", query)).containsExactly("7", "8");
        assertThat(take("id", "0", "3", query)).containsExactly("5", "7", "8");
    }

    private void changed(int id, String at) {
        server.execute(url, "insert into customer (id, changed) values (" + id + ", '" + at + "')");
    }

    private List<String> changes(String overlap) {
        return take("changed", "1970-01-01T00:00:00", overlap, CHANGES);
    }

    private List<String> take(String column, String start, String overlap, String query) {
        CursorRowSource.Plan plan = new CursorRowSource.Plan("customers", url, column, start, overlap);
        RowSource database = new JdbcRowSource(settings());
        try (RowSource source = new CursorRowSource(database, plan, store, Clock.systemUTC());
                RowStream stream = source.open(new SourceRequest("sync-customers", query, List.of("id"), 0, 1_000))) {
            List<String> rows = read(stream);
            stream.settled("run-1");
            return rows;
        }
    }

    private List<String> rows(String query) {
        try (RowSource source = new JdbcRowSource(settings());
                RowStream stream = source.open(SourceRequest.of(query, 0, 100))) {
            return read(stream);
        }
    }

    private void refuses(String query) {
        assertThatThrownBy(() -> rows(query))
                .satisfies(e -> assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_REFUSED));
    }

    private SourceSettings settings() {
        return SourceSettings.of("customers", url, server.user(), server.password());
    }
}
