package ai.returning.routes.effects.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the packed service, three times a case, while its flows do effects and the API misbehaves: from rows of a table to
 * the tenant each effect happens once. {@code -Dcrash.service.seed=17} plays one case again, {@code -Dcrash.services=17}
 * plays so many new ones.
 */
@Tag("crash")
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class ServiceKillsIT {
    private static final int KILLS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    static LongStream seeds() {
        Long one = Long.getLong("crash.service.seed");
        Integer many = Integer.getInteger("crash.services");
        if (one != null) {
            return LongStream.of(one);
        }
        return many == null ? LongStream.empty() : new Random().longs(many, 1, Integer.MAX_VALUE);
    }

    @ParameterizedTest(name = "seed {0}", allowZeroInvocations = true)
    @MethodSource("seeds")
    void doesEachEffectOnce(long seed) throws IOException, InterruptedException {
        Optional<Path> jar = packed();
        assumeThat(jar).as("the jar, there from phase package on").isPresent();
        RandomGenerator random = new SplittableRandom(seed);
        try (ServiceWorld world = new ServiceWorld(folder, jar.get(), random.nextInt(3) > 0)) {
            world.breakCalls(random);
            for (int kill = 0; kill < KILLS; kill++) {
                killAfterSome(world, random);
            }
            Process last = world.start();
            try {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> !last.isAlive() || world.done() >= ServiceWorld.all() && world.isSettled());
                world.end(last);
            } catch (ConditionTimeoutException e) {
                world.end(last); // what is open then is told below
            } finally {
                last.destroyForcibly();
            }
            assertThat(world.violations())
                    .as("seed %d%n%s", seed, world.output())
                    .isEmpty();
        }
    }

    /** When the API has done some more things, or at once if it has done all. */
    private static void killAfterSome(ServiceWorld world, RandomGenerator random) throws InterruptedException {
        long enough = Math.min(ServiceWorld.all() - 1, world.done() + 1 + random.nextInt(60));
        Process service = world.start();
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !service.isAlive() || world.done() >= enough);
            assertThat(service.isAlive()).as(world.output()).isTrue();
        } finally {
            service.destroyForcibly();
        }
        assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static Optional<Path> packed() throws IOException {
        if (!Files.isDirectory(Path.of("target"))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("returning-ai-routes-.*\\.jar"))
                    .findFirst();
        }
    }
}
