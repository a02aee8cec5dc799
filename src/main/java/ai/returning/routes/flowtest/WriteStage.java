package ai.returning.routes.flowtest;

import ai.returning.routes.component.event.EventWrites;
import ai.returning.routes.inbox.write.TargetDatabase;
import ai.returning.routes.inbox.write.TargetSettings;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** The databases that the routes of a case write to: one in memory, with the tables the flow brings. */
final class WriteStage implements AutoCloseable {
    /** The tables a flow needs in its target, beside its routes. */
    private static final String TABLES = ".tables.sql";

    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,62}";

    private final TestBench bench;
    private final TargetDatabase target;
    private final Jdbc jdbc;

    /** @param folder of the flow */
    WriteStage(TestBench bench, Path folder, Map<String, List<Map<String, @Nullable String>>> before) {
        this.bench = bench;
        String url = "jdbc:h2:mem:target-" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;TIME ZONE=UTC";
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("sa");
        this.jdbc = new Jdbc(source);
        this.target = TargetDatabase.of(TargetSettings.of("of the test", url, "sa", ""));
        jdbc.execute(TargetDatabase.GUARD);
        for (Path file : Folders.files(folder, 1, TABLES)) {
            create(file);
        }
        before.forEach(this::insert);
    }

    private void create(Path file) {
        try {
            for (String statement :
                    Files.readString(file, StandardCharsets.UTF_8).split(";", -1)) {
                if (!statement.isBlank()) {
                    jdbc.execute(statement);
                }
            }
        } catch (IOException e) {
            throw new RaiException(ErrorCode.TEST_INVALID, file + " cannot be read: " + e + ".", e);
        }
    }

    private void insert(String table, List<Map<String, @Nullable String>> rows) {
        requireName(table);
        for (Map<String, @Nullable String> row : rows) {
            row.keySet().forEach(WriteStage::requireName);
            jdbc.update(
                    "insert into " + table + " (" + String.join(", ", row.keySet()) + ") values ("
                            + String.join(", ", java.util.Collections.nCopies(row.size(), "?")) + ")",
                    row.values().toArray());
        }
    }

    /** What step apply writes by. */
    EventWrites writes() {
        return new EventWrites(bench.flows(), name -> target);
    }

    /**
     * What differs from the tables a case expects, a line each. Rows are compared in the order of their first column.
     *
     * @param where what stands before each line
     */
    List<String> differences(Map<String, List<Map<String, String>>> wanted, String where) {
        List<String> wrong = new ArrayList<>();
        wanted.forEach((table, rows) -> {
            requireName(table);
            List<Map<String, String>> has = rows(table);
            for (int i = 0; i < Math.max(rows.size(), has.size()); i++) {
                String place = where + "written." + table + "[" + i + "]";
                if (i >= has.size()) {
                    wrong.add(place + ": expected " + rows.get(i) + ", got nothing");
                } else if (i >= rows.size()) {
                    wrong.add(place + ": expected nothing, got " + has.get(i));
                } else {
                    wrong.addAll(cells(place, rows.get(i), has.get(i)));
                }
            }
        });
        return wrong;
    }

    private static List<String> cells(String place, Map<String, String> wanted, Map<String, String> has) {
        return wanted.entrySet().stream()
                .filter(cell -> !cell.getValue().equals(has.get(cell.getKey())))
                .map(cell -> place + "." + cell.getKey() + ": expected '" + cell.getValue() + "', got '"
                        + has.getOrDefault(cell.getKey(), "no such column") + "'")
                .toList();
    }

    private List<Map<String, String>> rows(String table) {
        return jdbc.list("select * from " + table + " order by 1", row -> {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                String value = row.getString(i);
                cells.put(row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), value == null ? "" : value);
            }
            return cells;
        });
    }

    private static void requireName(String name) {
        if (!name.matches(NAME)) {
            throw new RaiException(
                    ErrorCode.TEST_INVALID,
                    "'" + name + "' cannot be the name of a table or column: letters, digits and _.");
        }
    }

    @Override
    public void close() {
        target.close();
        jdbc.execute("shutdown");
    }
}
