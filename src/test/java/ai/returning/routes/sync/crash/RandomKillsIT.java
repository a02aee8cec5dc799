package ai.returning.routes.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills at moments that nobody chose, again and again, while the API misbehaves. Each case hangs on its seed:
 * {@code -Dcrash.seed=17} plays one again, {@code -Dcrash.seeds=200} plays so many new ones.
 */
@Execution(ExecutionMode.CONCURRENT)
class RandomKillsIT {
    private static final int SLICE = 4;
    private static final int MOST_STEPS = 70;

    @TempDir
    Path folder;

    static LongStream seeds() {
        Long one = Long.getLong("crash.seed");
        Integer many = Integer.getInteger("crash.seeds");
        if (one != null) {
            return LongStream.of(one);
        }
        return many == null ? LongStream.rangeClosed(1, SLICE) : new Random().longs(many, 1, Integer.MAX_VALUE);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void losesAndDoublesNothing(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        CrashWorld.State state = random.nextInt(3) == 0 ? CrashWorld.State.POSTGRES : CrashWorld.State.H2;
        try (CrashWorld world = new CrashWorld(folder, state)) {
            Weather weather = Weather.of(random);
            weather.setIn(world.emulator);
            if (random.nextBoolean()) {
                world.run();
                world.show(CrashData.NEXT_NIGHT);
            }
            String what = "seed " + seed + ": " + state + ", " + world.data() + ", " + weather;
            System.out.println(what);
            weather.breakUploads(world.emulator);
            Recovery recovery = Recovery.of(world).excusing(chunk -> weather.losesSight());
            assertThat(killAgainAndAgain(world, recovery, random)).as(what).isEmpty();
        }
    }

    private static List<String> killAgainAndAgain(CrashWorld world, Recovery recovery, RandomGenerator random) {
        int kills = 1 + random.nextInt(3);
        for (int i = 0; i < kills; i++) {
            int steps = 1 + random.nextInt(MOST_STEPS);
            int[] passed = {0};
            try (Child child =
                    Child.host(world.order(), line -> line.startsWith(EngineHost.AT) && ++passed[0] == steps)) {
                if (child.end() == 0) {
                    // It was done before it could be killed.
                    return recovery.violations(child.report().orElseThrow());
                }
                assertThat(passed[0]).as(child.output()).isGreaterThanOrEqualTo(steps);
            }
            Optional<List<String>> ended = recovery.violationsOfEnded();
            if (ended.isPresent()) {
                return ended.get();
            }
        }
        return recovery.violations();
    }
}
