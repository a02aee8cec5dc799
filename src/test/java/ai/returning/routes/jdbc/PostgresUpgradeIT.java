package ai.returning.routes.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The tables on PostgreSQL are of one version or of the other, whatever happens in between. */
class PostgresUpgradeIT {
    private final Postgres server = Databases.postgres();
    private final String database = server.createDatabase();

    @Test
    void leavesAllAsItWasWhenAChangeFailsHalfWay() {
        server.execute(database, "create table effect (own varchar(10))"); // the third change wants this name

        assertThatThrownBy(this::open)
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("cannot be brought to this version");

        // what came before it did not stay, so that this can be done
        server.execute(database, "create table sync_run (own varchar(10))");
        server.execute(database, "drop table sync_run");
        server.execute(database, "drop table effect");
        try (StateDatabase state = open()) {
            assertThat(tables(state)).contains("effect", "inbox_event", "rai_schema_history");
        }
    }

    @Test
    void isDoneOnceWhenManyOpenAtTheSameTime() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<String>>> opens = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                opens.add(() -> {
                    try (StateDatabase state = open()) {
                        return tables(state);
                    }
                });
            }
            for (Future<List<String>> opened : threads.invokeAll(opens)) {
                assertThat(opened.get()).contains("inbox_event");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private StateDatabase open() {
        return StateDatabase.open(new StateSettings(server.jdbcUrl(database), server.user(), server.password(), 2));
    }

    private static List<String> tables(StateDatabase state) {
        return state.jdbc()
                .list(
                        "select table_name from information_schema.tables where table_schema = 'public'",
                        row -> row.getString(1));
    }
}
