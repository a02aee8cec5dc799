package ai.returning.routes.inbox.write;

import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import org.postgresql.ds.PGSimpleDataSource;

class EventWriterPostgresIT extends EventWriterContract {
    private final Postgres server = Databases.postgres();
    private final String database = server.createDatabase();

    @Override
    TargetSettings settings() {
        return TargetSettings.of("visits", server.jdbcUrl(database), server.user(), server.password());
    }

    @Override
    Jdbc jdbc() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl(database));
        source.setUser(server.user());
        source.setPassword(server.password());
        return new Jdbc(source);
    }
}
