package ai.returning.routes.sync.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random adds and marks against a plain map. */
class KeySetModelTest {

    record Step(boolean add, List<Long> key, byte mark) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> word = Arbitraries.oneOf(
                Arbitraries.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 56), Arbitraries.longs());
        Arbitrary<Byte> mark = Arbitraries.bytes().between((byte) 1, KeySet.MAX_MARK);
        return Combinators.combine(Arbitraries.of(true, false), word.list().ofSize(2), mark)
                .as(Step::new)
                .list()
                .ofMaxSize(2000);
    }

    @Property(tries = 100)
    void behavesLikeAMap(@ForAll("steps") List<Step> steps) throws IOException {
        Path folder = Files.createTempDirectory("keys-model");
        Map<List<Long>, Byte> model = new HashMap<>();
        try (KeySet keys = new KeySet(folder)) {
            for (Step step : steps) {
                long high = step.key().get(0);
                long low = step.key().get(1);
                boolean known = model.containsKey(step.key());
                if (step.add()) {
                    assertThat(keys.add(high, low, step.mark())).isEqualTo(!known);
                    model.putIfAbsent(step.key(), step.mark());
                } else {
                    assertThat(keys.mark(high, low, step.mark())).isEqualTo(known);
                    model.replace(step.key(), step.mark());
                }
                assertThat(keys.get(high, low)).isEqualTo(model.getOrDefault(step.key(), (byte) 0));
            }
            assertThat(keys.size()).isEqualTo(model.size());
            model.forEach(
                    (key, mark) -> assertThat(keys.get(key.get(0), key.get(1))).isEqualTo(mark));
        }
        Files.delete(folder);
    }
}
