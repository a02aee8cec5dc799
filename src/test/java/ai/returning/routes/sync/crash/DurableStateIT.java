package ai.returning.routes.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the embedded state has acknowledged is there after kill -9, and a setting that loses it is refused. */
@Tag("crash")
@Execution(ExecutionMode.CONCURRENT)
class DurableStateIT {
    private static final String ACKNOWLEDGED = "ack ";
    private static final int KILL_AFTER = 400;

    @TempDir
    Path folder;

    @Test
    void losesNoAcknowledgedCommit() throws SQLException {
        String url = StateSettings.embeddedUrl(folder);
        makeTable(url);
        Set<Integer> acknowledged = killedWriter("product", url);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILL_AFTER);
        assertThat(stored(url)).containsAll(acknowledged);
    }

    @Test
    void wouldLoseThemWithTheUsualDelayOfH2() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("lossy").toAbsolutePath() + ";MODE=PostgreSQL";
        makeTable(url);
        Set<Integer> acknowledged = killedWriter("raw", url);
        assertThat(stored(url).containsAll(acknowledged)).isFalse();
        assertThatThrownBy(() -> StateDatabase.open(new StateSettings(url, "sa", "", 2)))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_NOT_DURABLE));
    }

    private static void makeTable(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            connection.createStatement().execute("create table acked (id int primary key)");
        }
    }

    private static Set<Integer> killedWriter(String how, String url) {
        AtomicInteger count = new AtomicInteger();
        Child child = Child.start(
                CommitLoop.class,
                line -> line.startsWith(ACKNOWLEDGED) && count.incrementAndGet() == KILL_AFTER,
                List.of(),
                how,
                url);
        assertThat(child.end()).as(child.output()).isEqualTo(EngineHost.KILLED);
        Set<Integer> numbers = new HashSet<>();
        child.lines().stream()
                .filter(line -> line.startsWith(ACKNOWLEDGED))
                .forEach(line -> numbers.add(Integer.valueOf(line.substring(ACKNOWLEDGED.length()))));
        return numbers;
    }

    private static Set<Integer> stored(String url) throws SQLException {
        Set<Integer> numbers = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                ResultSet rows = connection.createStatement().executeQuery("select id from acked")) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }
}
