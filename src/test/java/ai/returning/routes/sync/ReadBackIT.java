package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of rows that a tenant without visible jobs has accepted. */
class ReadBackIT {
    @TempDir
    Path folder;

    @Test
    void readsASampleBackWhereNoJobTells() {
        try (SyncWorld world = new SyncWorld(folder, 250)) {
            world.emulator.knobs().hideJobQueries(true);
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(report.notes())
                    .anySatisfy(note -> assertThat(note)
                            .isEqualTo("read back 20 of 250 sent-unverified users: 20 show what was sent,"
                                    + " 0 do not (yet), 0 are not known to the API"));
        }
    }

    @Test
    void saysWhenTheSampleShowsOtherValues() {
        try (SyncWorld world = new SyncWorld(folder, 40)) {
            world.emulator.knobs().hideJobQueries(true).loseSubmission(true);
            world.sql("insert into customers (id, email) values (99, 'stranger@example.org')");
            RunReport report = world.sync();
            assertThat(report.notes())
                    .anySatisfy(
                            note -> assertThat(note).startsWith("read back 20 of 41 sent-unverified users: 0 show"));
        }
    }

    @Test
    void saysWhenTheSampleCannotBeRead() {
        try (SyncWorld world = new SyncWorld(folder, 30)) {
            world.emulator.knobs().hideJobQueries(true);
            world.emulator.faults().add(FaultRule.every("getUserData", Fault.status(500)));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(report.notes())
                    .anySatisfy(note ->
                            assertThat(note).startsWith("sent-unverified users could not be read back: RAI-4006"));
        }
    }
}
