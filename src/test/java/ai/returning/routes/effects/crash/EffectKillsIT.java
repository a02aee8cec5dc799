package ai.returning.routes.effects.crash;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.emulator.Fault;
import ai.returning.routes.testing.States;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills processes while they do effects and the API misbehaves: each business key has exactly one effect at the tenant,
 * and nothing is open but what has no evidence. {@code -Dcrash.seed=17} plays one herd again, {@code -Dcrash.effects=1000}
 * so many new runs.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class EffectKillsIT {
    /** Runs that share their processes, so that a thousand of them do not start thousands of machines. */
    private static final int HERD = 20;

    private static final int SLICE = 1;
    private static final int MOST_STEPS = 150;

    @TempDir
    Path folder;

    static LongStream seeds() {
        Long one = Long.getLong("crash.seed");
        Integer many = Integer.getInteger("crash.effects");
        if (one != null) {
            return LongStream.of(one);
        }
        return many == null
                ? LongStream.rangeClosed(1, SLICE)
                : new Random().longs((many + HERD - 1) / HERD, 1, Integer.MAX_VALUE);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesEachEffectOnce(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        try (CrashHerd herd = new CrashHerd(folder, HERD, random)) {
            for (int kills = 1 + random.nextInt(3); kills > 0; kills--) {
                herd.run(1 + random.nextInt(HERD * MOST_STEPS));
            }
            assertThat(herd.run(0)).as("seed %d%n%s", seed, herd.output()).isZero();
            assertThat(herd.violations()).as("seed %d", seed).isEmpty();
        }
    }

    static List<String> steps() {
        return EffectHost.STEPS;
    }

    @Tag("crash")
    @ParameterizedTest
    @MethodSource("steps")
    void doesEachEffectOnceAfterADeathAt(String step) {
        try (EffectCrashWorld world = new EffectCrashWorld(folder, States.h2(folder, 8))) {
            wayTo(step).ifPresent(world::breakUpload);
            HostOrder doomed = world.order().doomed(step, step.startsWith("effect.") ? 7 : 1);
            assertThat(world.run(doomed)).as(world.output()).isEqualTo(EffectHost.KILLED);
            assertThat(world.run(doomed.doomed("", 0))).as(world.output()).isZero();
            assertThat(world.violations()).as(world.output()).isEmpty();
        }
    }

    /** Some steps are taken only when something goes wrong. */
    private static Optional<Fault> wayTo(String step) {
        return switch (step) {
            case "file.abandoned" -> Optional.of(Fault.status(401));
            case "file.absent" -> Optional.of(Fault.status(503));
            default -> Optional.empty();
        };
    }

    /** The proof that this test can fail. */
    @ParameterizedTest
    @ValueSource(strings = {"effect.answered", "file.answered"})
    void seesDoubledEffectsWhenADeadSenderIsTakenToHaveSentNothing(String step) {
        try (EffectCrashWorld world = new EffectCrashWorld(folder, States.h2(folder, 8))) {
            HostOrder doomed = world.order().doomed(step, step.startsWith("effect.") ? 7 : 2);
            assertThat(world.run(doomed)).as(world.output()).isEqualTo(EffectHost.KILLED);
            world.run(doomed.doomed("", 0).forgetting());

            assertThat(world.violations()).as(world.output()).anyMatch(violation -> violation.contains("2 times"));
        }
    }
}
