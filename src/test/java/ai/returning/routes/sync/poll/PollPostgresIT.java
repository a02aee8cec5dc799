package ai.returning.routes.sync.poll;

import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;

class PollPostgresIT extends PollContract {
    private final Postgres server = Databases.postgres();
    private final String database = server.createDatabase();

    @Override
    String url() {
        return server.jdbcUrl(database);
    }

    @Override
    String user() {
        return server.user();
    }

    @Override
    String password() {
        return server.password();
    }

    @Override
    int connections() {
        return PollH2IT.count(
                this,
                "select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client backend'");
    }
}
