package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.effects.Admission;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.EffectWorld;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.OtherNames;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.Wish;
import ai.returning.routes.effects.store.VerdictStore;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.service.EffectDesks;
import ai.returning.routes.service.ManagementServer;
import ai.returning.routes.support.Json;
import ai.returning.routes.sync.RecordingEngine;
import ai.returning.routes.sync.poll.CursorValue;
import ai.returning.routes.sync.store.PollCursors;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person does with effects of a running service, up to what the API is told. */
@Timeout(120)
class DeskCommandsIT {
    private static final String ME = System.getProperty("user.name", "");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> questions = new ArrayList<>();
    private final EffectWorld world;
    private final EffectEngine engine;
    private final VerdictStore verdicts;
    private final ManagementServer server;
    private final Path folder;
    private @Nullable Boolean answer;

    DeskCommandsIT(@TempDir Path folder) {
        this.folder = folder;
        world = new EffectWorld(folder);
        engine = world.engine("here");
        verdicts = new VerdictStore(world.database.jdbc());
        server = ManagementServer.start(
                new FlowRunner(),
                new RecordingEngine(),
                null,
                Map.of(),
                EffectDesks.of(
                        world.database,
                        world.clock,
                        "service",
                        () -> List.of("award-badges", "sync-customers"),
                        OtherNames.NONE),
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
        CommandLine line = Rai.commandLine(new Rai(() -> folder, Optional::empty, new Person()));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private final class Person implements Questions {
        @Override
        public boolean possible() {
            return answer != null;
        }

        @Override
        public boolean confirm(String question, PrintWriter to) {
            questions.add(question);
            return Boolean.TRUE.equals(answer);
        }
    }

    private String held(String key, int user) {
        EffectOrder order = world.award(key, user);
        Wish wish = new Wish(
                order,
                "first-deposit",
                key,
                Optional.of(new Stake(new BigDecimal("12.5"), "points")),
                List.of(),
                Optional.of("more than 10 points"),
                Lane.CALL);
        Admission admission =
                engine.take(List.of(wish)).toCompletableFuture().join().get(0);
        assertThat(admission.kind()).isEqualTo(Admission.Kind.HELD);
        return admission.effect().id();
    }

    private void waitFor(String id, EffectState state) {
        Awaitility.await().untilAsserted(() -> {
            world.settle(engine);
            assertThat(world.store.find(id).orElseThrow().state()).isEqualTo(state);
        });
    }

    private int calls(String operation) {
        return world.emulator.requests().of(operation).size();
    }

    private long parked(String key, String who) {
        verdicts.keep(List.of(new Verdict(
                0,
                "award-badges",
                key,
                "first-deposit",
                Verdict.Kind.PARKED,
                "unknown-user",
                "Nobody knows the user " + who + ".",
                "routes/award-badges/award-badges.rules.yaml:7",
                who,
                "",
                Optional.empty(),
                Optional.of("{\"email\":\"" + who + "\",\"amount\":120}"),
                false,
                world.clock.millis())));
        return verdicts.ofEvent(key).get(0).id();
    }

    @Test
    void sendsOnlyWhatAPersonApproves() {
        String good = held("deposit:1", 1);
        String bad = held("deposit:2", 2);
        world.settle(engine);
        assertThat(calls("awardBadge")).isZero();

        assertThat(rai("approvals", "list")).isZero();
        assertThat(out.toString())
                .contains(good.substring(0, 12), "first-deposit", "12.5", "points", "more than 10 points")
                .contains("2 effects (25 points in 2) wait.")
                .doesNotContain(world.user(1));
        assertThat(rai("approvals", "approve", good.substring(0, 12), "--reason", "fine"))
                .isZero();
        assertThat(rai("approvals", "refuse", bad, "--reason", "a typing error"))
                .isZero();
        waitFor(good, EffectState.APPLIED);

        assertThat(calls("awardBadge")).isEqualTo(1);
        assertThat(rai("explain", "effect", good)).isZero();
        assertThat(out.toString()).contains("approved: " + ME + ": fine");
        assertThat(rai("explain", "effect", bad)).isZero();
        assertThat(out.toString()).contains("refused: " + ME + ": a typing error", ": rejected");
        assertThat(rai("approvals", "list")).isZero();
        assertThat(out.toString()).contains("Nothing waits for approval.");
    }

    @Test
    void saysWhoWasFaster() {
        String id = held("deposit:1", 1);
        rai("approvals", "approve", id);

        assertThat(rai("approvals", "refuse", id, "--reason", "late")).isEqualTo(1);
        assertThat(out.toString()).contains("RAI-3017", "waits for no approval", "Nothing was written");
    }

    @Test
    void approvesManyOnlyOnAClearYes() {
        held("deposit:1", 1);
        held("deposit:2", 2);

        assertThat(rai("approvals", "approve", "--all", "--flow", "award-badges"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("RAI-0011", "2 effects (25 points in 2) of flow award-badges", "--yes");
        answer = false;
        assertThat(rai("approvals", "approve", "--all")).isEqualTo(2);
        assertThat(questions).containsExactly("Approve 2 effects (25 points in 2) of all flows?");
        assertThat(world.store.open()).isEqualTo(Map.of(EffectState.PLANNED, 2L));
        answer = true;
        assertThat(rai("approvals", "approve", "--all")).isZero();
        assertThat(world.store.open()).doesNotContainKey(EffectState.PLANNED);
        assertThat(rai("approvals", "approve", "--all", "--yes")).isZero();
        assertThat(out.toString()).contains("Nothing waits for approval.");
    }

    @Test
    void holdsAStoppedFlowBackAndLosesNothing() {
        String id = held("deposit:1", 1);

        assertThat(rai("flows", "stop", "award-badges", "--reason", "wrong badge"))
                .isZero();
        assertThat(rai("approvals", "approve", id)).isZero();
        world.settle(engine);
        assertThat(calls("awardBadge")).isZero();
        assertThat(rai("flows", "list")).isZero();
        assertThat(out.toString()).contains("stopped", "by " + ME + ": wrong badge", "sync-customers  on");
        assertThat(rai("flows", "stop", "sync-customers", "--reason", "a test")).isZero();
        assertThat(out.toString()).contains("Runs of its sync go on");
        assertThat(rai("flows", "stop", "award-badges", "--reason", "again")).isZero();
        assertThat(out.toString()).contains("wrong badge", "it was stopped before");
        assertThat(rai("explain", "effect", id)).isZero();
        assertThat(out.toString()).contains("./rai flows start award-badges");

        assertThat(rai("flows", "start", "award-badges")).isZero();
        assertThat(out.toString()).contains("goes on", "wrong badge");
        waitFor(id, EffectState.APPLIED);
        assertThat(calls("awardBadge")).isEqualTo(1);
        assertThat(rai("flows", "start", "award-badges")).isZero();
        assertThat(out.toString()).contains("was not stopped");
    }

    @Test
    void showsWhenAFlowWasPolledLastAndWhyItFailed() {
        PollCursors cursors = new PollCursors(world.database.jdbc());
        cursors.claim("award-badges", CursorValue.parse("0"), "me", 0, 1);
        assertThat(rai("flows", "list")).isZero();
        assertThat(out.toString()).contains("last poll").doesNotContain("2026-03-01");

        long at = Instant.parse("2026-03-01T02:00:00Z").toEpochMilli();
        cursors.release("award-badges", "me", at, "the table is gone");

        assertThat(rai("flows", "list")).isZero();
        assertThat(out.toString())
                .contains("2026-03-01T02:00:00Z, failed", "last poll of award-badges failed", "the table is gone");
        assertThat(rai("flows", "list", "--json")).isZero();
        assertThat(out.toString()).contains("\"lastPoll\":\"2026-03-01T02:00:00Z\"");
    }

    @Test
    void replayingWhatHasHappenedCallsNothing() {
        EffectOrder order = world.award("deposit:1", 1);
        String id = engine.perform(order).toCompletableFuture().join().effectId();
        long event = parked("deposit:1", "kofi@example.org");
        int before = world.emulator.requests().of("awardBadge").size();

        assertThat(rai("quarantine", "replay", id)).isZero();
        assertThat(out.toString()).contains("It is applied; nothing is sent.");
        assertThat(rai("quarantine", "replay", Long.toString(event))).isZero();
        assertThat(out.toString()).contains("will decide it again");
        // what the flow does with it: the same wish again
        assertThat(verdicts.toReplay("award-badges", 10)).hasSize(1);
        Admission again = engine.take(List.of(new Wish(
                        order, "first-deposit", "deposit:1", Optional.empty(), List.of(), Optional.empty(), Lane.CALL)))
                .toCompletableFuture()
                .join()
                .get(0);
        world.settle(engine);

        assertThat(again.kind()).isEqualTo(Admission.Kind.KNOWN);
        assertThat(calls("awardBadge")).isEqualTo(before).isEqualTo(1);
    }

    @Test
    void listsTheQuarantineWithTheCommandForEach() {
        world.emulator.faults().add(FaultRule.next("awardBadge", Fault.status(400)));
        String refused = engine.perform(world.award("deposit:7", 7))
                .toCompletableFuture()
                .join()
                .effectId();
        long event = parked("deposit:1", "kofi@example.org");

        assertThat(rai("quarantine", "list")).isZero();
        assertThat(out.toString())
                .contains("./rai quarantine replay " + event, "./rai ledger retry " + refused.substring(0, 12))
                .contains("In all  event: 1, rejected: 1");
        assertThat(rai("quarantine", "show", Long.toString(event))).isZero();
        assertThat(out.toString())
                .contains("k***@example.org", "\"amount\":120", "award-badges.rules.yaml:7")
                .doesNotContain("kofi@");
        assertThat(rai("quarantine", "replay", refused)).isEqualTo(1);
        assertThat(out.toString()).contains("Go on with: ./rai ledger retry");
        answer = true;
        assertThat(rai("quarantine", "replay", "--all", "--reason", "unknown-user"))
                .isZero();
        assertThat(questions).containsExactly("Have 1 event with reason unknown-user decided again?");
        assertThat(rai("quarantine", "close", refused, "--reason", "awarded by hand"))
                .isZero();
        assertThat(rai("quarantine", "list", "--json")).isZero();
        assertThat(json().path("items")).hasSize(1);
        assertThat(json().path("items").get(0).path("why").asText()).contains("A replay is asked for.");
    }

    @Test
    void explainsAUserInAHundredColumns() {
        String id = held("deposit:1", 1);
        parked("deposit:2", "kofi@example.org");
        world.database.jdbc().update("update rule_verdict set subject = ?", world.user(1));
        rai("approvals", "approve", id);
        waitFor(id, EffectState.APPLIED);

        assertThat(rai("explain", "user", "Kofi@example.org")).isZero();
        assertThat(out.toString())
                .contains("user K***@example.org", "parked", "planned", "applied", "award-badges.rules.yaml:7")
                .contains("./rai quarantine replay")
                .doesNotContain("ofi@");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
        assertThat(rai("explain", "user", "kofi@example.org", "--json")).isZero();
        assertThat(json().path("moments").findValuesAsText("at")).isSorted();
        assertThat(rai("explain", "event", "deposit:2")).isZero();
        assertThat(rai("explain", "user", "nobody@example.org")).isZero();
        assertThat(out.toString()).contains("No rule has seen an event of this user");
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        assertWrong("Say what: list, approve or refuse.", "approvals");
        assertWrong("Say what: list, stop or start.", "flows");
        assertWrong("Say what: list, show, replay or close.", "quarantine");
        assertWrong("Say what: user, effect or event.", "explain");
        assertWrong("ids as ./rai approvals list shows them, or --all", "approvals", "approve");
        assertWrong("not both", "approvals", "approve", "--all", "abcdef");
        assertWrong("--flow goes with --all", "approvals", "approve", "abcdef", "--flow", "x");
        assertWrong("--flow and --reason go with --all", "quarantine", "replay", "17", "--reason", "x");
        assertWrong("A reason is needed", "flows", "stop", "award-badges", "--reason", " ");
        assertWrong("Did you mean award-badges?", "flows", "stop", "award-badgs", "--reason", "x");
        assertThat(rai("quarantine", "show", "17")).isEqualTo(1);
        assertThat(err.toString()).contains("RAI-3016", "'17'");
        assertThat(rai("explain", "event", "deposit:404")).isEqualTo(1);
        assertThat(err.toString()).contains("RAI-3016", "No rule has seen an event 'deposit:404'");
    }

    private void assertWrong(String sentence, String... arguments) {
        assertThat(rai(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
    }

    private JsonNode json() {
        try {
            return Json.MAPPER.readTree(out.toString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(out.toString(), e);
        }
    }
}
