package ai.returning.routes.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State databases that cannot be used say why. */
class StateDatabaseIT {
    @TempDir
    Path folder;

    @Test
    void namesTheProcessThatHoldsAnH2File() throws Exception {
        String url = StateSettings.embeddedUrl(folder);
        Process holder = hold(url);
        try {
            assertThatThrownBy(() -> open(url, "sa", ""))
                    .satisfies(code(ErrorCode.STATE_LOCKED))
                    .hasMessageContaining(folder.resolve("state").toString())
                    .hasMessageContaining("process " + holder.pid())
                    .hasMessageContaining("RAI_DATA_DIR");
        } finally {
            holder.getOutputStream().close();
            assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        open(url, "sa", "").close();
    }

    private static Process hold(String url) throws IOException {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsState.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        while (line != null && !line.startsWith("held ")) {
            line = said.readLine();
        }
        assertThat(line).isEqualTo("held H2");
        return holder;
    }

    @ParameterizedTest
    @ValueSource(strings = {";MODE=PostgreSQL", ";MODE=PostgreSQL;WRITE_DELAY=100"})
    void refusesAnH2ThatAcknowledgesBeforeItWrites(String options) {
        assertThatThrownBy(() -> open("jdbc:h2:file:" + folder.resolve("late") + options, "sa", ""))
                .satisfies(code(ErrorCode.STATE_NOT_DURABLE))
                .hasMessageContaining("WRITE_DELAY=0")
                .hasMessageContaining("STATE_DB_URL");
    }

    @Test
    void leavesADamagedFileAsItIs() throws IOException {
        byte[] garbage = "this is not a database".repeat(1000).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("state.mv.db"), garbage);
        assertThatThrownBy(() -> open(StateSettings.embeddedUrl(folder), "sa", ""))
                .satisfies(code(ErrorCode.STATE_UNAVAILABLE))
                .hasMessageContaining("damaged")
                .hasMessageContaining("backup");
        assertThat(file).hasBinaryContent(garbage);
    }

    /** As after a start with another build of the same version. */
    @Test
    void refusesTablesThatWereMadeByOtherStatements() {
        String url = StateSettings.embeddedUrl(folder);
        try (StateDatabase state = open(url, "sa", "")) {
            state.jdbc().update("update \"rai_schema_history\" set \"checksum\" = 1 where \"version\" = '2'");
        }
        assertThatThrownBy(() -> open(url, "sa", ""))
                .satisfies(code(ErrorCode.STATE_UNAVAILABLE))
                .hasMessageContaining("checksum");
    }

    @Test
    void leavesTheTablesOfALaterVersionAsTheyAre() {
        String url = StateSettings.embeddedUrl(folder);
        try (StateDatabase state = open(url, "sa", "")) {
            state.jdbc()
                    .update("insert into \"rai_schema_history\" select 9999, '9999', 'later', \"type\", \"script\","
                            + " \"checksum\", \"installed_by\", \"installed_on\", 0, true from \"rai_schema_history\""
                            + " where \"version\" = '2'");
        }
        try (StateDatabase state = open(url, "sa", "")) {
            assertThat(state.jdbc().list("select count(*) from effect", row -> row.getInt(1)))
                    .containsExactly(0);
        }
    }

    @Test
    void saysThatThePasswordIsWrong() {
        Postgres server = Databases.postgres();
        String database = server.createDatabase();
        server.execute(database, "create role state_user login password 'right-one'");
        assertThatThrownBy(() -> open(server.jdbcUrl(database) + "?password=wrong-two", "state_user", "wrong-one"))
                .satisfies(code(ErrorCode.STATE_UNAVAILABLE))
                .hasMessageContaining("as user 'state_user'")
                .hasMessageContaining("STATE_DB_PASSWORD")
                .message()
                .doesNotContain("wrong-one", "wrong-two");
        server.execute(database, "drop role state_user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://127.0.0.1:1/state", "jdbc:postgresql://state.invalid/state"})
    void saysThatTheServerIsNotThere(String url) {
        assertThatThrownBy(() -> open(url, "someone", "secret-one"))
                .satisfies(code(ErrorCode.STATE_UNAVAILABLE))
                .hasMessageContaining(url)
                .hasMessageContaining("STATE_DB_URL")
                .message()
                .doesNotContain("secret-one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:oracle:thin:@x", "postgresql://127.0.0.1/state", ""})
    void refusesAUrlOfAnotherKind(String url) {
        assertThatThrownBy(() -> open(url, "someone", ""))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("STATE_DB_URL");
    }

    private static StateDatabase open(String url, String user, String password) {
        return StateDatabase.open(new StateSettings(url, user, password, 2), Duration.ofMillis(300));
    }

    private static java.util.function.Consumer<Throwable> code(ErrorCode code) {
        return e -> assertThat(List.of(e))
                .allSatisfy(thrown -> assertThat(((RaiException) thrown).code()).isEqualTo(code));
    }
}
