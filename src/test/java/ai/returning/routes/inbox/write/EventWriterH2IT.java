package ai.returning.routes.inbox.write;

import ai.returning.routes.jdbc.Jdbc;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

class EventWriterH2IT extends EventWriterContract {
    private final String url =
            "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";

    @Override
    TargetSettings settings() {
        return TargetSettings.of("visits", url, "sa", "");
    }

    @Override
    Jdbc jdbc() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("sa");
        return new Jdbc(source);
    }
}
