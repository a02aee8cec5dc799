package ai.returning.routes.flowtest;

import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.JdbcRowSource;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.SourceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** A source database in memory with the tables of a case, on which the flow's own SQL is run as PostgreSQL takes it. */
final class GivenTables implements AutoCloseable {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,62}";

    private final String url = "jdbc:h2:mem:source-" + UUID.randomUUID()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1";
    private final Jdbc jdbc;

    GivenTables() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("sa");
        this.jdbc = new Jdbc(source);
    }

    /** Puts the tables in place of those of the run before. */
    void fill(Map<String, List<Map<String, @Nullable String>>> tables) {
        jdbc.execute("drop all objects");
        tables.forEach(this::create);
    }

    private void create(String table, List<Map<String, @Nullable String>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        if (columns.isEmpty()) {
            throw new RaiException(
                    ErrorCode.TEST_INVALID,
                    "Table '" + table + "' has no rows, so its columns are not known. Give it one row, or write"
                            + " 'rows: []' in place of 'tables'.");
        }
        requireName(table);
        columns.forEach(GivenTables::requireName);
        jdbc.execute(columns.stream()
                .map(column -> column + " " + ColumnType.of(column, rows))
                .collect(Collectors.joining(", ", "create table " + table + " (", ")")));
        List<@Nullable Object[]> values = new ArrayList<>();
        rows.forEach(row -> values.add(columns.stream().map(row::get).toArray()));
        jdbc.batch(
                columns.stream()
                        .map(column -> "?")
                        .collect(Collectors.joining(
                                ", ", "insert into " + table + " (" + String.join(", ", columns) + ") values (", ")")),
                values);
    }

    private static void requireName(String name) {
        if (!name.matches(NAME)) {
            throw new RaiException(
                    ErrorCode.TEST_INVALID, "'" + name + "' cannot be the name of a table or column: letters, digits and _.");
        }
    }

    RowSource source() {
        return new JdbcRowSource(SourceSettings.of("tables of the test", url, "sa", "")
                .withRetries(0, Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    @Override
    public void close() {
        jdbc.execute("shutdown");
    }
}
