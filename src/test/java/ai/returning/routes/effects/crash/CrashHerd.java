package ai.returning.routes.effects.crash;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Worlds that know nothing of each other and share each process: a kill meets every one of them at another step. Each has an
 * API that misbehaves in its own way, and a database of its own.
 */
final class CrashHerd implements AutoCloseable {
    /** One in so many keeps its ledger in PostgreSQL, the others in a file. */
    private static final int ON_POSTGRES = 4;

    private final List<EffectCrashWorld> worlds = new ArrayList<>();
    private List<HostOrder> orders;

    CrashHerd(Path folder, int size, RandomGenerator random) {
        for (int i = 0; i < size; i++) {
            Path own = folderOf(folder, i);
            EffectCrashWorld world = new EffectCrashWorld(own, state(own, i));
            worlds.add(world);
            world.breakCalls(random);
        }
        orders = worlds.stream().map(EffectCrashWorld::order).toList();
    }

    /** The first of each kind begins without tables: a process may die while it makes them. */
    private static StateSettings state(Path folder, int number) {
        return switch (number) {
            case 0 -> States.barePostgres(8);
            case 1 -> States.bareH2(folder, 8);
            default -> number % ON_POSTGRES == 0 ? States.postgres(8) : States.h2(folder, 8);
        };
    }

    private static Path folderOf(Path folder, int number) {
        try {
            return Files.createDirectory(folder.resolve("world-" + number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs the next process to its end.
     *
     * @param doomedHit the step of all worlds together at which it dies; 0 never
     * @return its exit code
     */
    int run(int doomedHit) {
        orders = orders.stream().map(order -> order.doomed("", doomedHit)).toList();
        return worlds.get(0).end(worlds.get(0).start(orders));
    }

    String output() {
        return worlds.get(0).output();
    }

    /** What must not be, in each world. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < worlds.size(); i++) {
            int number = i;
            worlds.get(i).violations().forEach(violation -> violations.add("world " + number + ": " + violation));
        }
        return violations;
    }

    @Override
    public void close() {
        worlds.forEach(EffectCrashWorld::close);
    }
}
