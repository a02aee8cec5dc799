package ai.returning.routes.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** Real databases for tests. Servers listen on loopback only and end with the JVM. */
public final class Databases {
    private static final String DATABASE_RULES = """
            local all all trust
            host all postgres 127.0.0.1/32 trust
            host all postgres ::1/128 trust
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private Databases() {}

    /**
     * The PostgreSQL server that all tests of this JVM share; started at the first call, without fsync. Give each test
     * class its own database by {@link Postgres#createDatabase()}.
     */
    public static Postgres postgres() {
        return Shared.SERVER;
    }

    /**
     * A PostgreSQL server of its own, for tests that stop or kill it.
     *
     * @param settings server settings that replace the fast test defaults, such as {@code fsync=on} and
     *     {@code synchronous_commit=on} where a crash test needs durable commits
     */
    public static Postgres startPostgres(Map<String, String> settings) {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder().setDataDirectoryCustomizer(Databases::writeAccessRules);
        settings.forEach(builder::setServerConfig);
        try {
            return new Postgres(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start; as root it needs a working `unshare -U`", e);
        }
    }

    /** The URL of a new H2 file database in {@code folder}, in the way the product opens its state. */
    public static String freshH2(Path folder) {
        Path file = folder.resolve("h2-" + UUID.randomUUID()).toAbsolutePath();
        return "jdbc:h2:file:" + file + ";MODE=PostgreSQL;WRITE_DELAY=0";
    }

    /** The administrator needs no password, every other role does. */
    private static void writeAccessRules(File dataDirectory) {
        try {
            Files.writeString(dataDirectory.toPath().resolve("pg_hba.conf"), DATABASE_RULES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final Postgres SERVER = startPostgres(Map.of());
    }
}
