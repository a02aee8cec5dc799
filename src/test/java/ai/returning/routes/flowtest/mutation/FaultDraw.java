package ai.returning.routes.flowtest.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Draws the faults of a flow: the same for the same seed, from all its files, each kind in turn. */
final class FaultDraw {
    private static final long SEED = 20_260_301L;

    private FaultDraw() {}

    static List<SeededFault> ofSync(String flow, int most) {
        String folder = "routes/" + flow + "/" + flow;
        List<SeededFault> all = new ArrayList<>();
        all.addAll(yaml(folder + ".camel.yaml"));
        all.addAll(yaml(folder + ".mapping.yaml"));
        all.addAll(SqlFaults.of(folder + ".sql", read(folder + ".sql")));
        String settings = "config/application.yaml";
        all.addAll(YamlFaults.of(
                settings,
                read(settings),
                List.of("returning-ai.routes." + flow, "returning-ai.sources", "returning-ai.sync.brakes")));
        return draw(flow, all, most);
    }

    static List<SeededFault> ofKamelet(String name, int most) {
        return draw(name, yaml("routes/kamelets/" + name + ".kamelet.yaml"), most);
    }

    private static List<SeededFault> yaml(String file) {
        return YamlFaults.of(file, read(file), List.of());
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SeededFault> draw(String flow, List<SeededFault> all, int most) {
        Random random = new Random(SEED + flow.hashCode());
        Map<String, Deque<SeededFault>> kinds = new TreeMap<>();
        List<SeededFault> shuffled = new ArrayList<>(new LinkedHashSet<>(all));
        Collections.shuffle(shuffled, random);
        shuffled.forEach(fault -> kinds.computeIfAbsent(fileEnd(fault) + fault.kind(), kind -> new ArrayDeque<>())
                .add(fault));
        Set<SeededFault> drawn = new LinkedHashSet<>();
        while (drawn.size() < most && kinds.values().stream().anyMatch(kind -> !kind.isEmpty())) {
            for (Deque<SeededFault> kind : kinds.values()) {
                if (!kind.isEmpty() && drawn.size() < most) {
                    drawn.add(kind.poll());
                }
            }
        }
        return List.copyOf(drawn);
    }

    private static String fileEnd(SeededFault fault) {
        return fault.file().replaceFirst("^[^.]*", "");
    }
}
