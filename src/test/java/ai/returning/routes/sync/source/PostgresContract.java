package ai.returning.routes.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What both ways to read PostgreSQL keep beyond the common contract. */
abstract class PostgresContract extends JdbcSourceContract {
    private final Postgres server = Databases.postgres();

    abstract SourceSettings.Copy copy();

    @Override
    SourceSettings freshDatabase(Path folder) {
        return freshDatabase(server, "");
    }

    private SourceSettings freshDatabase(Postgres on, String options) {
        String url = on.jdbcUrl(on.createDatabase(options));
        return SourceSettings.of("crm", url, on.user(), on.password())
                .withCopy(copy())
                .withFetchRows(500);
    }

    @Override
    String manyRows(long rows) {
        return "SELECT g AS id, repeat('x', 90) AS filler FROM generate_series(1, " + rows + ") g";
    }

    @Override
    String endlessQuery() {
        return "SELECT count(*) FROM generate_series(1, 100000000000) g";
    }

    @Override
    void awaitBusy(Connection watcher) {
        await().until(() -> {
            try (ResultSet row = watcher.createStatement()
                    .executeQuery("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                            + " AND datname = current_database() AND application_name = 'returning-ai-routes'"
                            + " AND query LIKE '%100000000000%' AND query_start < now() - interval '50 ms'")) {
                return row.next() && row.getInt(1) == 1;
            }
        });
    }

    @Override
    void stopDatabase(SourceSettings running) {
        String name = running.url().substring(running.url().lastIndexOf('/') + 1);
        server.execute(
                "postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    @Override
    String loginRole() {
        server.execute(
                "postgres",
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN"
                        + " CREATE ROLE reader LOGIN PASSWORD 'right'; END IF; END $$");
        return "reader";
    }

    @Override
    String nameOf(String name) {
        return "line " + (name.equals("nowhere") ? 2 : 1) + ": ";
    }

    @Test
    void reportsAStoppedServer() {
        try (Postgres own = Databases.startPostgres(Map.of())) {
            RowStream stream = source(freshDatabase(own, "")).open(manyRows(5_000_000), 0, 1_000);
            assertThat(stream.next()).isNotNull();
            own.close();
            assertThatThrownBy(() -> read(stream))
                    .hasMessageContaining("RAI-3003")
                    .hasMessageContaining("broke off");
        }
    }

    @Test
    void passesBytesThatAreNotUtf8() {
        SourceSettings bytes =
                freshDatabase(server, "ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        server.execute(
                bytes.url().substring(bytes.url().lastIndexOf('/') + 1),
                "CREATE TABLE names (id int, name text)",
                "INSERT INTO names VALUES (1, 'Zoë'), (2, convert_from('\\x4dfc6c6c6572', 'SQL_ASCII'))");
        RawRows batch = batch(source(bytes).open("SELECT name, 'ë' AS mark FROM names ORDER BY id", 0, 10));
        assertThat(cell(batch, 0)).isEqualTo("5a6fc3ab09c3ab");
        assertThat(cell(batch, 1)).isEqualTo("4dfc6c6c657209c3ab");
    }

    @Test
    void givesOtherTypesAsTheServerWritesThem() {
        assertThat(
                        read(
                                open(
                                        "SELECT '\\x00ff5c'::bytea, ARRAY['a','b c'], '{\"a\": \"x\\ty\"}'::jsonb, B'101', 'NaN'::numeric,"
                                                + " 'infinity'::timestamptz, '0044-03-15 BC'::date, interval '1 day', 12.5::float4, 'x'::char(3)")))
                .containsExactly(
                        "\\\\x00ff5c\t{a,\"b c\"}\t{\"a\": \"x\\\\ty\"}\t101\tNaN\tinfinity\t0044-03-15 BC\t1 day"
                                + "\t12.5\tx  ");
        assertThat(open("SELECT true AS a, B'1' AS b, 1::money AS c, now() AS d, localtimestamp AS e")
                        .columns()
                        .columns()
                        .stream()
                        .map(SourceColumns.Column::type))
                .isEqualTo(List.of(
                        SourceColumns.Type.BOOLEAN,
                        SourceColumns.Type.TEXT,
                        SourceColumns.Type.TEXT,
                        SourceColumns.Type.TIMESTAMP,
                        SourceColumns.Type.LOCAL_TIMESTAMP));
    }

    @Test
    void runsReadOnlyInUtcWhateverTheRoleSays() {
        server.execute(
                settings().url().substring(settings().url().lastIndexOf('/') + 1),
                "CREATE SEQUENCE numbers",
                "ALTER DATABASE " + settings().url().substring(settings().url().lastIndexOf('/') + 1)
                        + " SET timezone = 'Asia/Tokyo'");
        assertThat(read(open("SELECT timestamptz '2025-01-01 00:00:00Z', current_setting('transaction_read_only')")))
                .containsExactly("2025-01-01 00:00:00+00\ton");
        assertThatThrownBy(() -> read(open("SELECT nextval('numbers')"))).satisfies(e -> isRefused(e, "read-only"));
    }

    @Test
    void readsCommonTableExpressionsAndComments() {
        assertThat(read(open(
                        "/* all; of ? them */ WITH t AS (SELECT 1 AS a -- a ; here\n) SELECT a, ';?' AS b FROM t ; /* end */ --"
                                + " really",
                        5,
                        10)))
                .containsExactly("1\t;?");
    }

    @Test
    void closesWithinASecondWhileTheDatabaseIsSilent() {
        RowStream stream = open("SELECT g, CASE WHEN g > 20000 THEN pg_sleep(20) END FROM generate_series(1, 20001) g");
        assertThat(stream.next()).isNotNull();
        long start = System.nanoTime();
        stream.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(stream.exhausted()).isFalse();
    }

    @Test
    void readsByCursorWhatCopyRefuses() {
        assertThat(read(open("SHOW transaction_read_only"))).containsExactly("on");
    }

    private static String cell(RawRows batch, int row) {
        return HexFormat.of().formatHex(batch.bytes(), batch.start(row), batch.end(row));
    }
}
