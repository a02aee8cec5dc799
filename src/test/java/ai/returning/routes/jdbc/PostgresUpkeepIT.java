package ai.returning.routes.jdbc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import org.junit.jupiter.api.Test;

/** PostgreSQL knows soon how large a table has become. */
class PostgresUpkeepIT {
    private static final String KNOWN = "select reltuples::bigint from pg_class where relname = 'inbox_newest'";

    private final Postgres server = Databases.postgres();
    private final String database = server.createDatabase();

    @Test
    void looksAtATableThatHasGrown() {
        try (StateDatabase state = open()) {
            fill(state, 20_000);
            await().atMost(60, SECONDS)
                    .untilAsserted(() -> assertThat(known(state)).isEqualTo(20_000));
        }
    }

    @Test
    void leavesOthersAlone() {
        try (StateDatabase state = open()) {
            fill(state, 1_000);
            state.jdbc().execute("create table own_table as select n from generate_series(1, 20000) n");
            assertThat(PostgresUpkeep.pass(state.jdbc())).doesNotContain("own_table", "inbox_newest");
        }
    }

    private static long known(StateDatabase state) {
        return state.jdbc().one(KNOWN, row -> row.getLong(1)).orElseThrow();
    }

    private static void fill(StateDatabase state, int rows) {
        state.jdbc()
                .update(
                        "insert into inbox_newest (order_key, newness, at) select n::text, n, n"
                                + " from generate_series(1, ?) n",
                        rows);
    }

    private StateDatabase open() {
        return StateDatabase.open(new StateSettings(server.jdbcUrl(database), server.user(), server.password(), 2));
    }
}
