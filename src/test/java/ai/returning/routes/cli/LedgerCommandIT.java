package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectOutcome;
import ai.returning.routes.effects.EffectWorld;
import ai.returning.routes.effects.OtherNames;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.service.EffectDesks;
import ai.returning.routes.service.ManagementServer;
import ai.returning.routes.sync.RecordingEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The ledger of a running service, as a person sees it. */
@Timeout(120)
class LedgerCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final EffectWorld world;
    private final EffectEngine engine;
    private final ManagementServer server;
    private final Path folder;

    LedgerCommandIT(@TempDir Path folder) {
        this.folder = folder;
        world = new EffectWorld(folder);
        engine = world.engine("here");
        server = ManagementServer.start(
                new FlowRunner(),
                new RecordingEngine(),
                null,
                Map.of(),
                EffectDesks.of(world.database, world.clock, "person", List::of, OtherNames.NONE),
                folder);
    }

    @AfterEach
    void stop() {
        server.close();
        engine.close();
        world.close();
    }

    private int rai(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Rai.commandLine(new Rai(() -> folder));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private String award(String key, int user) {
        EffectOutcome outcome =
                engine.perform(world.award(key, user)).toCompletableFuture().join();
        return outcome.effectId();
    }

    @Test
    void listsEffectsAndShowsWhatHappenedToOne() {
        String id = award("deposit:1", 1);

        assertThat(rai("ledger", "list")).isZero();
        assertThat(out.toString()).contains(id.substring(0, 12), "applied", "deposit:1", "awardBadge");
        assertThat(rai("ledger", "show", id.substring(0, 8))).isZero();
        assertThat(out.toString()).contains("intent", "sending", "accepted", "applied", "status 200");
        assertThat(rai("ledger", "list", "--state", "rejected")).isZero();
        assertThat(out.toString()).contains("No such effect.");
    }

    @Test
    void masksThePersonInABusinessKey() {
        String id = award("signup:kofi@example.org", 1);

        assertThat(rai("ledger", "list")).isZero();
        assertThat(out.toString()).contains("signup:k***@example.org").doesNotContain("kofi@");
        assertThat(rai("ledger", "show", id)).isZero();
        assertThat(out.toString()).contains("signup:k***@example.org").doesNotContain("kofi@");
    }

    @Test
    void saysThatTheLedgerIsWholeAndThatItIsNot() {
        String id = award("deposit:1", 1);

        assertThat(rai("ledger", "verify")).isZero();
        assertThat(out.toString()).contains("applied: 1", "4 transitions", "The ledger is whole.");
        world.database.jdbc().update("update effect set state = 'rejected' where effect_id = ?", id);
        assertThat(rai("ledger", "verify")).isEqualTo(1);
        assertThat(out.toString()).contains("shows another state", "NOT whole");
    }

    @Test
    void takesADecisionOnceAndOnlyWhereOneIsNeeded() {
        String done = award("deposit:1", 1);
        assertThat(rai("ledger", "decide", done, "applied", "--reason", "seen")).isEqualTo(1);
        assertThat(err.toString()).contains("RAI-3017", "waits for no decision", "applied");

        world.emulator.faults().add(FaultRule.next("removeBadge", Fault.status(500)));
        String open = engine.perform(world.removal("tier:1", 1))
                .toCompletableFuture()
                .join()
                .effectId();
        world.settle(engine);
        assertThat(rai("ledger", "list", "--state", "needs-person")).isZero();
        assertThat(out.toString()).contains(open.substring(0, 12));
        assertThat(rai("ledger", "decide", open, "not-applied", "--reason", "the badge is still there"))
                .isZero();
        world.settle(engine);

        Awaitility.await().untilAsserted(() -> {
            assertThat(rai("ledger", "show", open)).isZero();
            assertThat(out.toString())
                    .contains("decided: the badge is still there", "attempt: 2", "the answer says so");
        });
    }

    @Test
    void sendsARefusedEffectAgainWhenAsked() {
        world.emulator.faults().add(FaultRule.next("awardBadge", Fault.status(400)));
        String id = award("deposit:1", 1);

        assertThat(rai("ledger", "retry", id, "--reason", "badge published")).isZero();
        assertThat(out.toString()).contains("is intent");
        world.settle(engine);
        Awaitility.await().untilAsserted(() -> {
            assertThat(rai("ledger", "show", id)).isZero();
            assertThat(out.toString()).contains("asked for again: badge published", ": applied");
        });
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        assertThat(rai("ledger")).isEqualTo(2);
        assertThat(rai("ledger", "list", "--state", "aplied")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean applied?");
        assertThat(rai("ledger", "show", "0123456789")).isEqualTo(1);
        assertThat(err.toString()).contains("RAI-3016", "./rai ledger list");
        assertThat(rai("ledger", "decide", "0123456789", "perhaps", "--reason", "x"))
                .isEqualTo(2);
        assertThat(rai("ledger", "decide", "0123456789", "applied", "--reason", " "))
                .isEqualTo(2);
        assertThat(err.toString()).contains("A reason is needed");
    }
}
