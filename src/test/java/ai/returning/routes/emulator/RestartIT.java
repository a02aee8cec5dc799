package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {
    private static final String ADD =
            "email,coins_op,coins,note\r\nu1@example.org,add,2,\"a\r\nb\"\r\nnobody@x.org,add,1,\r\n";

    private Path folder;

    @BeforeEach
    void useAFreshFolder(@TempDir Path dir) {
        folder = dir;
    }

    @Test
    void takesUpUsersJobsAndTheAppliedRecord() throws Exception {
        List<AppliedChange> applied;
        JobView job;
        try (Tenant before = new Tenant(folder)) {
            before.upload("one.csv", ADD);
            job = before.jobDone();
            applied = before.emulator.applied().all();
        }
        try (Tenant after = new Tenant(folder)) {
            assertThat(after.emulator.users().count()).isEqualTo(3);
            assertThat(after.value("u1@example.org", "coins")).isEqualTo("42");
            assertThat(after.value("u1@example.org", "note")).isEqualTo("a\r\nb");
            assertThat(after.emulator.jobs()).containsExactly(job);
            assertThat(after.emulator.applied().all()).isEqualTo(applied).hasSize(2);
            assertThat(after.failures()).containsEntry(3, "User not found");
            after.upload(ADD);
            after.jobDone();
            assertThat(after.value("u1@example.org", "coins")).isEqualTo("44");
            assertThat(after.emulator.jobs()).hasSize(2);
        }
    }

    @Test
    void doesAJobThatWasStillQueued() throws Exception {
        EmulatorSettings slow = Tenant.settings(folder);
        slow.knobs().queuedTime(Duration.ofMinutes(5));
        try (Tenant before = new Tenant(slow)) {
            before.upload(ADD);
        }
        try (Tenant after = new Tenant(folder)) {
            assertThat(after.emulator.jobs().get(0).state()).isEqualTo("queued");
            after.emulator.advance(Duration.ofMinutes(6));
            assertThat(after.jobDone().success()).isEqualTo(1);
            assertThat(after.value("u1@example.org", "coins")).isEqualTo("42");
        }
    }

    @Test
    void doesAHalfDoneJobAgainFromTheStartAndOnceOnly() throws Exception {
        EmulatorSettings slow = Tenant.settings(folder);
        slow.knobs().timePerRow(Duration.ofMinutes(1));
        try (Tenant before = new Tenant(slow)) {
            before.upload("email,coins_op,coins\r\nu1@example.org,add,1\r\nu2@example.org,add,1\r\n");
            Awaitility.await().until(() -> before.emulator.jobs().get(0).state().equals("processing"));
            before.emulator.advance(Duration.ofSeconds(61));
            Awaitility.await().until(() -> before.emulator.jobs().get(0).processed() == 1);
            assertThat(before.value("u1@example.org", "coins")).isEqualTo("41");
        }
        try (Tenant after = new Tenant(folder)) {
            assertThat(after.value("u1@example.org", "coins")).isIn("40", "41");
            after.emulator.advance(Duration.ofMinutes(10));
            Awaitility.await().until(() -> {
                after.emulator.advance(Duration.ofMinutes(2));
                return after.emulator.jobs().get(0).isOver();
            });
            assertThat(after.value("u1@example.org", "coins")).isEqualTo("41");
            assertThat(after.value("u2@example.org", "coins")).isEqualTo("3");
            assertThat(after.emulator.applied().all()).hasSize(2);
        }
    }

    @Test
    void keepsAJobThatNeverEnds() throws Exception {
        try (Tenant before = new Tenant(folder)) {
            before.emulator.faults().add(FaultRule.next("bulkUpdateUsers", Fault.of(Fault.Kind.NEVER_FINISH, 1)));
            before.upload(ADD);
            Awaitility.await().until(() -> before.emulator.jobs().get(0).processed() == 1);
            before.upload(ADD);
            Awaitility.await().until(() -> before.emulator.jobs().get(1).isOver());
        }
        try (Tenant after = new Tenant(folder)) {
            assertThat(after.emulator.jobs().get(0).state()).isEqualTo("processing");
            assertThat(after.value("u1@example.org", "coins")).isEqualTo("44");
        }
    }

    @Test
    void cutsOffWhatACrashLeftHalfWritten() throws Exception {
        try (Tenant before = new Tenant(folder)) {
            before.upload(ADD);
            before.jobDone();
        }
        String whole =
                "{\"time\":\"2026-01-01T00:00:00Z\",\"job\":\"x\",\"row\":2,\"user\":0,\"email\":\"u1@example.org\","
                        + "\"operation\":\"bulkUpdateUsers\",\"changes\":[[\"coins\",\"add\",\"42\",\"99\"]]}\n";
        append("applied.jsonl", whole + "{\"time\":\"2026-");
        append("jobs.jsonl", "{\"commit\":\"job\",\"id\":\"66");
        append("users.jsonl", "{\"email\":\"half@example.org\",\"username\":\"half\",\"values\":{}}\n{\"com");
        try (Tenant after = new Tenant(folder)) {
            assertThat(after.value("u1@example.org", "coins")).isEqualTo("42");
            assertThat(after.emulator.users().find("half@example.org")).isEmpty();
            assertThat(after.emulator.jobs()).hasSize(1);
            after.upload(ADD);
            after.jobDone();
            assertThat(after.value("u1@example.org", "coins")).isEqualTo("44");
        }
        try (Tenant third = new Tenant(folder)) {
            assertThat(third.value("u1@example.org", "coins")).isEqualTo("44");
        }
    }

    private void append(String file, String text) throws Exception {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.APPEND);
    }

    @Test
    void refusesAFolderThatAnotherEmulatorUses() throws Exception {
        try (Tenant first = new Tenant(folder)) {
            assertThat(first.emulator.port()).isPositive();
            assertThatThrownBy(() -> new Tenant(folder))
                    .isInstanceOf(RaiException.class)
                    .hasMessageContaining("RAI-0020");
        }
        new Tenant(folder).close();
    }
}
