package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Neither keys and passwords nor whole addresses stand in what a run says, however it fails. */
class SecretsIT {
    private static final String PASSWORD = "canary-9c31-password";

    @TempDir
    Path folder;

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("ai.returning");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            said.add(event.getFormattedMessage());
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown != null) {
                said.add(ThrowableProxyUtil.asString(thrown));
            }
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        root.addAppender(appender);
        ours.setLevel(Level.TRACE);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(appender);
        ours.setLevel(null);
    }

    @Test
    void staySecretWhenTheApiEchoesThem() {
        try (SyncWorld world = new SyncWorld(folder, 250)) {
            String echo = "key " + SyncWorld.KEY + " of user7@example.org, Bearer " + SyncWorld.KEY;
            for (int status : new int[] {400, 401, 429, 500}) {
                world.faults(
                        FaultRule.every(SyncWorld.UPLOAD, Fault.status(status).withBody(echo)));
                listenTo(world.sync(), world);
                world.emulator.faults().clear();
                world.pass(Duration.ofHours(2));
            }
            world.faults(FaultRule.every(SyncWorld.LIST, Fault.status(500).withBody(json(echo))));
            listenTo(world.sync(), world);
            world.emulator.faults().clear();
            world.pass(Duration.ofHours(2));
            world.sql(
                    "update customers set balance = 1.005 where id = 7",
                    "insert into customers (id, email) values (900, 'stranger7@example.org')");
            listenTo(world.sync(), world);
            assertSecret();
        }
    }

    private static String json(String text) {
        return "{\"status\":\"error\",\"message\":\"" + text + "\"}";
    }

    @Test
    void staySecretWhenTheSourceFails() {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            String role = "r" + world.database;
            world.sql("create role " + role + " login password 'another'");
            String url = world.server.jdbcUrl(world.database) + "?password=" + PASSWORD;
            listenTo(world.source(url, role, PASSWORD).sync(), world);
            listenTo(
                    world.source("jdbc:postgresql://127.0.0.1:1/x?password=" + PASSWORD, role, PASSWORD)
                            .sync(),
                    world);
            listenTo(
                    world.source("jdbc:h2:mem:none;PASSWORD=" + PASSWORD, "sa", PASSWORD)
                            .sync(),
                    world);
            world.sql("alter role " + role + " password '" + PASSWORD + "'", "grant select on customers to " + role);
            world.source(world.server.jdbcUrl(world.database), role, PASSWORD);
            world.query("select email::int from customers where email <> '" + PASSWORD + "'");
            listenTo(world.sync(), world);
            world.sql("drop owned by " + role, "drop role " + role);
            assertSecret();
        }
    }

    private void listenTo(RunReport report, SyncWorld world) {
        assertThat(report.state()).isNotEqualTo(RunState.DONE);
        said.add(report.toString());
        said.addAll(world.notices);
        world.quarantine(report).forEach(row -> said.add(row.toString()));
        world.store.chunks().of(report.runId()).forEach(chunk -> said.add(chunk.toString()));
    }

    private void assertSecret() {
        assertThat(said).hasSizeGreaterThan(5);
        assertThat(said)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(SyncWorld.KEY, PASSWORD, "user7@example.org", "stranger7@example.org"));
    }
}
