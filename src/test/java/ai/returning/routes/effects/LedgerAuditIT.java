package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit of a ledger that works, and of one that somebody changed. */
@Timeout(120)
class LedgerAuditIT {
    private final EffectWorld world;
    private final EffectEngine engine;
    private final LedgerAudit audit;

    LedgerAuditIT(@TempDir Path folder) {
        world = new EffectWorld(folder);
        engine = world.engine("here");
        audit = new LedgerAudit(world.store, world.seals);
    }

    @AfterEach
    void stop() {
        engine.close();
        world.close();
    }

    @Test
    void findsAWorkingLedgerWhole() {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            for (int round = 0; !enough.get(); round++) {
                int from = round * 50;
                IntStream.range(from, from + 50)
                        .mapToObj(n -> engine.perform(world.history("trade:" + n, n % 20, "" + n))
                                .toCompletableFuture())
                        .toList()
                        .forEach(CompletableFuture::join);
            }
        });
        List<String> problems = new ArrayList<>();
        for (long seen = 0; seen < 1500 && problems.isEmpty(); ) {
            world.seals.seal(seen);
            LedgerAudit.Report report = audit.verify();
            problems.addAll(report.problems());
            seen = report.transitions();
        }
        enough.set(true);
        load.join();

        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content = replace(content, '10', '99')",
                "content_hash = 'x'",
                "business_key = 'trade:2'",
                "subject = 'somebody'",
                "fence = null",
                "flow = 'another'",
                "place = 'another'",
                "position = position + 1",
                "admitted_at = admitted_at - 1"
            })
    void seesEveryChangeOfWhatWasAdmitted(String change) {
        engine.perform(world.history("trade:1", 1, "10")).toCompletableFuture().join();
        world.seals.seal(1);
        assertThat(audit.verify().problems()).isEmpty();

        world.database.jdbc().update("update effect set " + change);

        assertThat(audit.verify().problems()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount = amount + 1",
                "unit = 'coins'",
                "lane = 'call'",
                "rule = 'another'",
                "event_key = 'another'"
            })
    void seesEveryChangeOfWhatARuleWanted(String change) {
        try (Ledger ledger = world.ledger("there")) {
            LedgerTaking.take(ledger, List.of(world.reward("reward:1", 1, "10.50")));
        }
        assertThat(audit.verify().problems()).isEmpty();

        world.database.jdbc().update("update effect set " + change);

        assertThat(audit.verify().problems()).isNotEmpty();
    }

    @Test
    void saysHowManyTransitionsAreNotSealed() {
        engine.perform(world.history("trade:1", 1, "10")).toCompletableFuture().join();
        assertThat(audit.verify().unsealed()).isEqualTo(4);

        world.seals.sealAll(1);

        assertThat(audit.verify().unsealed()).isZero();
    }

    @Test
    void seesAnEffectWithoutTransitions() {
        engine.perform(world.history("trade:1", 1, "10")).toCompletableFuture().join();

        world.database.jdbc().update("delete from effect_event");

        assertThat(audit.verify().problems()).hasSize(1);
    }
}
