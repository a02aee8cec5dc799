package ai.returning.routes.sync.crash;

import ai.returning.routes.sync.Books;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.store.QuarantinedRow;
import ai.returning.routes.sync.store.SyncStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the runs of a night come to in a world in which nothing goes wrong. */
record Twin(RunReport run, List<String> quarantine, Books followUp) {
    private static final Map<CrashData, Twin> NIGHTS = new EnumMap<>(CrashData.class);

    static synchronized Twin of(CrashData night) {
        if (NIGHTS.isEmpty()) {
            live();
        }
        return NIGHTS.get(night);
    }

    private static void live() {
        try (CrashWorld world = new CrashWorld(Files.createTempDirectory("twin"), CrashWorld.State.H2)) {
            world.withStore(store -> {
                for (CrashData night : CrashData.values()) {
                    world.show(night);
                    RunReport run = world.run(store);
                    NIGHTS.put(
                            night,
                            new Twin(
                                    run,
                                    quarantine(store, run),
                                    world.run(store).books()));
                }
                return true;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The quarantined rows of a run, without what depends on how rows fell into chunks. */
    static List<String> quarantine(SyncStore store, RunReport run) {
        return store.quarantine().of(run.runId(), 10_000).stream()
                .map(row -> row.kind()
                        + (row.kind() == QuarantinedRow.Kind.INVALID ? " row " + row.row() : "")
                        + " "
                        + String.join(" | ", row.reason(), row.field(), row.sentence(), row.maskedKey()))
                .sorted()
                .toList();
    }
}
