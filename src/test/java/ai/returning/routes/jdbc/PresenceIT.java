package ai.returning.routes.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceIT {
    @TempDir
    Path folder;

    @Test
    void showsTheProcessesOfADatabase() {
        StateSettings settings = postgres();
        try (StateDatabase here = StateDatabase.open(settings);
                StateDatabase there = StateDatabase.open(settings);
                StateDatabase elsewhere = StateDatabase.open(postgres());
                Presence one = here.presence("one");
                Presence alone = elsewhere.presence("alone")) {
            Presence other = there.presence("other");

            assertThat(one.isThere("other")).isTrue();
            assertThat(other.isThere("one")).isTrue();
            assertThat(one.isThere("one")).isTrue();
            assertThat(one.isThere("nobody")).isFalse();
            assertThat(alone.isThere("one")).isFalse();

            other.close();
            await().atMost(Duration.ofSeconds(10)).until(() -> !one.isThere("other"));
        }
    }

    @Test
    void comesBackAfterTheServerCutItsSession() {
        try (StateDatabase here = StateDatabase.open(postgres());
                Presence one = here.presence("one");
                Presence other = here.presence("other")) {
            here.jdbc()
                    .list(
                            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid ="
                                    + " cast(? as bigint)::oid",
                            row -> row.getBoolean(1),
                            Integer.toUnsignedLong("one".hashCode()));
            await().atMost(Duration.ofSeconds(10)).until(() -> !other.isThere("one"));

            one.keep();

            assertThat(other.isThere("one")).isTrue();
        }
    }

    @Test
    void knowsOnlyItselfOnH2() {
        try (StateDatabase state =
                        StateDatabase.open(new StateSettings(StateSettings.embeddedUrl(folder), "sa", "", 2));
                Presence one = state.presence("one")) {
            assertThat(one.isThere("one")).isTrue();
            assertThat(one.isThere("other")).isFalse();
        }
    }

    private static StateSettings postgres() {
        Postgres server = Databases.postgres();
        return new StateSettings(server.jdbcUrl(server.createDatabase()), server.user(), server.password(), 2);
    }
}
