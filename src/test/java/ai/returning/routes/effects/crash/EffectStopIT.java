package ai.returning.routes.effects.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.testing.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two processes on one PostgreSQL: one falls asleep in the middle of its work, the other takes over after its lease and
 * ends the work, and then the first one wakes up and goes on as if nothing had been.
 */
@Tag("crash")
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
@EnabledOnOs(OS.LINUX)
class EffectStopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "effect.claimed, 5",
        "call.writes, 5",
        "effect.answered, 5",
        "file.claimed, 1",
        "file.sealed, 1",
        "file.sending, 1",
        "file.answered, 1",
        "file.job-ended, 1"
    })
    void doesEachEffectOnceAlthoughASleeperWakesUp(String step, int hit) {
        try (EffectCrashWorld world = new EffectCrashWorld(folder, States.postgres(8))) {
            sleepAndWake(world, world.order().stopped(step, hit));

            assertThat(world.violations()).as(world.output()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"call.writes, 5", "file.sending, 1"})
    void goesOnWithoutASleeperThatDies(String step, int hit) {
        try (EffectCrashWorld world = new EffectCrashWorld(folder, States.postgres(8))) {
            HostOrder first = world.order().stopped(step, hit);
            Process sleeper = world.start(first);
            try {
                await().atMost(PATIENCE).until(() -> isAsleep(sleeper));
            } finally {
                sleeper.destroyForcibly();
            }
            assertThat(world.run(first.doomed("", 0))).as(world.output()).isZero();
            assertThat(world.violations()).as(world.output()).isEmpty();
        }
    }

    /**
     * The proof that this test can fail: who takes a sleeper for gone sends again what the sleeper then sends, too. The call
     * that slept may be one that nobody sends again, so several are tried.
     */
    @Test
    void seesDoubledEffectsWhenASleeperIsTakenForGone() throws IOException {
        List<String> seen = new ArrayList<>();
        for (int hit = 5; hit < 15 && seen.isEmpty(); hit++) {
            Path own = Files.createDirectory(folder.resolve("hit-" + hit));
            try (EffectCrashWorld world = new EffectCrashWorld(own, States.postgres(8))) {
                sleepAndWake(world, world.order().stopped("call.writes", hit).believing());
                seen.addAll(world.violations());
            }
        }
        assertThat(seen).anyMatch(violation -> violation.contains("2 times"));
    }

    private static void sleepAndWake(EffectCrashWorld world, HostOrder first) {
        Process sleeper = world.start(first);
        Process other = null;
        try {
            await().atMost(PATIENCE).until(() -> isAsleep(sleeper));
            other = world.start(first.doomed("", 0));
            await().atMost(PATIENCE).until(() -> world.hasWaitedFor(first));
            signal(sleeper, "-CONT");
            assertThat(world.end(sleeper)).as(world.output()).isZero();
            assertThat(world.end(other)).as(world.output()).isZero();
        } finally {
            sleeper.destroyForcibly();
            if (other != null) {
                other.destroyForcibly();
            }
        }
    }

    private static boolean isAsleep(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
    }

    private static void signal(Process process, String signal) {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
