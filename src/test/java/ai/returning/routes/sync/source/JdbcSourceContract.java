package ai.returning.routes.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.SourceColumns.Type;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every database keeps as a source, whichever it is and by which way it is read. */
@Timeout(60)
abstract class JdbcSourceContract extends RowSourceContract {
    private static final String TABLE = """
            CREATE TABLE customers (id bigint PRIMARY KEY, name varchar(200), balance numeric(14,2), active boolean,
              born date, joined timestamp, seen timestamp with time zone, country char(2), points int, ratio double precision)
            """;
    private static final String QUERY =
            "SELECT name, balance, active, born, joined, seen, country, points, ratio FROM customers ORDER BY id;  -- all";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private SourceSettings settings = SourceSettings.of("none", "jdbc:h2:mem:", "", "");

    /** Settings for an empty database, which may lie in {@code folder}. */
    abstract SourceSettings freshDatabase(Path folder) throws Exception;

    /** A query that gives {@code rows} rows of about 100 bytes without a table. */
    abstract String manyRows(long rows);

    /** A query that keeps the database busy for longer than any test. */
    abstract String endlessQuery();

    /** Ends the database at once, while connections are open. */
    abstract void stopDatabase(SourceSettings running) throws Exception;

    @Override
    protected RowSource holding(int rows) {
        return new JdbcRowSource(settings);
    }

    @Override
    protected SourceRequest request(int rows, long limit, int batchRows) {
        return SourceRequest.of(rows == 0 ? "SELECT id FROM customers" : manyRows(rows), limit, batchRows);
    }

    @BeforeEach
    void createTable(@TempDir Path folder) throws Exception {
        settings = freshDatabase(folder).withRetries(0, Duration.ofMillis(1), Duration.ofMillis(1));
        try (Connection connection = connect()) {
            connection.createStatement().execute(TABLE);
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void tellsNamesAndTypes() throws Exception {
        assertThat(open(QUERY).columns().columns().stream()
                        .map(c -> c.name().toLowerCase(Locale.ROOT) + " " + c.type()))
                .containsExactly(
                        "name TEXT",
                        "balance DECIMAL",
                        "active BOOLEAN",
                        "born DATE",
                        "joined LOCAL_TIMESTAMP",
                        "seen TIMESTAMP",
                        "country TEXT",
                        "points INTEGER",
                        "ratio DECIMAL");
        assertThat(open("SELECT id FROM customers").columns().columns().get(0).type())
                .isEqualTo(Type.INTEGER);
    }

    @Test
    void givesCanonicalText() throws Exception {
        insert(
                1,
                "Zoë \uD83D\uDE00 \t\n\r\b\f\u000B\\ \"q\" 'a' , \u0001",
                new BigDecimal("-12345.60"),
                true,
                LocalDate.of(1, 1, 1),
                LocalDateTime.of(2024, 2, 29, 23, 59, 59, 120_000_000),
                OffsetDateTime.parse("2025-03-30T01:30:00.123456+02:00"),
                "DE",
                -7,
                0.25);
        insert(
                2,
                "",
                new BigDecimal("0"),
                false,
                LocalDate.of(9999, 12, 31),
                LocalDateTime.of(1, 1, 1, 0, 0),
                OffsetDateTime.parse("1970-01-01T00:00:00Z"),
                "FI",
                Integer.MAX_VALUE,
                -3.5);
        insert(3, null, null, null, null, null, null, null, null, null);
        insert(4, "\\N", new BigDecimal("999999999999.99"), true, LocalDate.of(1950, 7, 1), null, null, "SE", 0, 1.5);

        assertThat(read(open(QUERY)))
                .containsExactly(
                        "Zoë \uD83D\uDE00 \\t\\n\\r\\b\\f\\v\\\\ \"q\" 'a' , \u0001\t-12345.60\tt\t0001-01-01"
                                + "\t2024-02-29 23:59:59.12\t2025-03-29 23:30:00.123456+00\tDE\t-7\t0.25",
                        "\t0.00\tf\t9999-12-31\t0001-01-01 00:00:00\t1970-01-01 00:00:00+00\tFI\t2147483647\t-3.5",
                        "\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N",
                        "\\\\N\t999999999999.99\tt\t1950-07-01\t\\N\t\\N\tSE\t0\t1.5");
    }

    @Test
    void readsALargeResultOnce() {
        List<String> rows = read(open(manyRows(100_000), 0, 7_000));
        assertThat(rows).hasSize(100_000).doesNotHaveDuplicates();
    }

    @Test
    void endsABatchOfWideRowsEarly() {
        RowStream stream = open("SELECT repeat('x', 1000000) AS wide FROM (" + manyRows(20) + ") q", 0, 10_000);
        int first = batch(stream).count();
        assertThat(first).isLessThan(12);
        assertThat(first + batch(stream).count() + batch(stream).count()).isEqualTo(20);
    }

    @Test
    void closesABusyQueryWithinASecond() throws Exception {
        JdbcRowSource source = source(settings);
        CompletableFuture<RaiException> ended = CompletableFuture.supplyAsync(() -> endOf(source, endlessQuery()));
        try (Connection watcher = connect()) {
            awaitBusy(watcher);
        }
        long start = System.nanoTime();
        source.close();
        RaiException end = ended.get(5, TimeUnit.SECONDS);
        assertThat(elapsed(start)).isLessThan(Duration.ofSeconds(1));
        if (end != null) {
            assertThat(end.code()).isEqualTo(ErrorCode.RUN_STOPPED);
        }
    }

    @Test
    void servesTwoStreamsAtOnce() {
        JdbcRowSource source = source(settings);
        RowStream one = source.open(manyRows(3_000), 0, 1_000);
        RowStream other = source.open(manyRows(2_000), 0, 1_000);
        assertThat(batch(one).count()).isEqualTo(1_000);
        assertThat(read(other)).hasSize(2_000);
        assertThat(read(one)).hasSize(2_000);
    }

    @Test
    void writesNothing() throws Exception {
        assertThatThrownBy(() -> read(open("DELETE FROM customers"))).satisfies(e -> isRefused(e, "query"));
        assertThatThrownBy(() -> open("SELECT 1; DELETE FROM customers"))
                .satisfies(e -> isRefused(e, "more than one statement", "line 1"));
        assertThatThrownBy(() -> open("SELECT id FROM customers WHERE id = ?"))
                .satisfies(e -> isRefused(e, "parameters are not supported"));
    }

    @Test
    void refusesAWrongPasswordWithoutTryingAgain() throws Exception {
        AtomicInteger pauses = new AtomicInteger();
        SourceSettings wrong = SourceSettings.of("crm", settings.url(), loginRole(), "not-the-secret");
        try (JdbcRowSource source = new JdbcRowSource(wrong, time -> pauses.incrementAndGet())) {
            assertThatThrownBy(() -> source.open("SELECT 1", 0, 10)).satisfies(e -> {
                isRefused(e, "refuses user " + loginRole());
                assertThat(e).hasStackTraceContaining("RAI-3004");
                assertThat(stackTrace(e)).doesNotContain("not-the-secret");
            });
        }
        assertThat(pauses).hasValue(0);
    }

    @Test
    void refusesAnUnknownTableAndColumn() {
        assertThatThrownBy(() -> open("SELECT id\nFROM nowhere"))
                .satisfies(e -> isRefused(e, "refuses the query", nameOf("nowhere")));
        assertThatThrownBy(() -> open("SELECT id, no_such_column\nFROM customers"))
                .satisfies(e -> isRefused(e, "refuses the query", nameOf("no_such_column")));
    }

    @Test
    void reportsAnErrorOfTheQueryInTheMiddleAndMasksValues() throws Exception {
        insert(1, "12", null, null, null, null, null, null, null, null);
        insert(2, "anna@example.org", null, null, null, null, null, null, null, null);
        assertThatThrownBy(() -> read(open("SELECT CAST(name AS int) AS n FROM customers")))
                .satisfies(e -> {
                    isRefused(e, "");
                    assertThat(stackTrace(e)).doesNotContain("anna@").contains("a***@example.org");
                });
    }

    @Test
    void reportsABrokenConnection() throws Exception {
        RowStream stream = open(manyRows(5_000_000), 0, 1_000);
        assertThat(stream.next()).isNotNull();
        stopDatabase(settings);
        assertThatThrownBy(() -> read(stream)).satisfies(e -> {
            assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
            // A database that is stopped sometimes still ends the query itself before its connection breaks.
            assertThat(e.getMessage()).containsAnyOf("broke off after", "was ended by an administrator");
        });
        assertThat(stream.exhausted()).isFalse();
    }

    /** A role that must give its password. */
    String loginRole() throws Exception {
        return settings.user();
    }

    /** Returns when the database works on the endless query. */
    abstract void awaitBusy(Connection watcher) throws Exception;

    /** How the database writes an unquoted name. */
    abstract String nameOf(String name);

    final SourceSettings settings() {
        return settings;
    }

    final Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    }

    final JdbcRowSource source(SourceSettings with) {
        JdbcRowSource source = new JdbcRowSource(with);
        opened.add(source);
        return source;
    }

    final RowStream open(String query) {
        return open(query, 0, 1_000);
    }

    final RowStream open(String query, long limit, int batchRows) {
        return source(settings).open(query, limit, batchRows);
    }

    static void isRefused(Throwable e, String... parts) {
        assertThat(e).isInstanceOf(RaiException.class).hasMessageContainingAll(parts);
        assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_REFUSED);
    }

    static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static @Nullable RaiException endOf(JdbcRowSource source, String query) {
        try (RowStream stream = source.open(query, 0, 10)) {
            assertThat(stream.next()).isNull();
            return null;
        } catch (RaiException e) {
            return e;
        }
    }

    private void insert(@Nullable Object... values) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("INSERT INTO customers VALUES (?,?,?,?,?,?,?,?,?,?)")) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
