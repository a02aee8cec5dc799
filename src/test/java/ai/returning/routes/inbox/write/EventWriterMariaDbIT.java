package ai.returning.routes.inbox.write;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.inbox.write.EventWriter.Written;
import ai.returning.routes.testing.MariaDb;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A target whose collation takes letters of either case for one, and whose keys are short. */
class EventWriterMariaDbIT {
    private MariaDb server;
    private String url;
    private TargetDatabase target;

    @BeforeEach
    void open() throws Exception {
        server = MariaDb.shared().orElse(null);
        Assumptions.assumeTrue(server != null, "MariaDB does not start here");
        url = server.createDatabase("mariadb");
        server.execute(
                url,
                "alter database character set utf8mb4 collate utf8mb4_unicode_ci",
                "create table visit (k varchar(100) collate utf8mb4_bin)");
        target = TargetDatabase.of(TargetSettings.of("visits", url, server.user(), server.password()));
    }

    @AfterEach
    void close() {
        if (target != null) {
            target.close();
        }
    }

    private Written write(String key) {
        return new EventWriter(
                        target, EventSql.parse("visit.sql", "insert into visit (k) values (:key)"), "visits", "key")
                .write(Map.of("key", key));
    }

    private List<String> list(String query) {
        return target.inTransaction(connection -> {
            List<String> all = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
            }
            return all;
        });
    }

    @Test
    void tellsKeysApartThatTheDatabaseTakesForOne() {
        String accented = "order:\u00c9" + "1";
        for (String key :
                new String[] {"order:A1", "order:a1", "order:a1 ", accented, "order:E1", "order:\ud83d\ude00"}) {
            assertThat(write(key)).as(key).isEqualTo(Written.NOW);
            assertThat(write(key)).as(key).isEqualTo(Written.BEFORE);
        }
        assertThat(list("select k from visit")).hasSize(6);
        assertThat(list("select event_key from rai_applied_key")).contains("order:A1", "order:a1", "order:?1");
    }

    @Test
    void takesTheLongestKey() {
        String longest = "k".repeat(700);
        server.execute(url, "alter table visit modify k varchar(700)");
        assertThat(write(longest)).isEqualTo(Written.NOW);
        assertThat(write(longest)).isEqualTo(Written.BEFORE);
        assertThat(write("k".repeat(699) + "l")).isEqualTo(Written.NOW);
    }

    @Test
    void goesByTheNamesOfATableThatWasMadeBefore() {
        server.execute(
                url,
                "create table rai_applied_event (scope varchar(50) not null, event_key varchar(300) not null,"
                        + " primary key (scope, event_key))",
                "insert into rai_applied_event values ('visits', 'order:A1')");
        assertThat(write("order:A1")).isEqualTo(Written.BEFORE);
        assertThat(write("order:a1")).isEqualTo(Written.NOW);
        assertThat(write("order:a1")).isEqualTo(Written.BEFORE);
    }
}
