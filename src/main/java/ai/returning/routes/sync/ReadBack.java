package ai.returning.routes.sync;

import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where no job tells what was applied, a few users are read back and compared with what was sent. It is a hint for the
 * reader, never a verdict: users change meanwhile, and an update may still be under way.
 */
final class ReadBack {
    private static final int SAMPLE = 20;

    private final RunContext run;
    private final Map<String, String> pointers;
    private int matched;
    private int different;
    private int missing;

    ReadBack(RunContext run) {
        this.run = run;
        this.pointers = run.flow().mapping().readPointers();
    }

    /** A sentence on the sample; empty if nothing was sent unverified or nothing can be read back. */
    Optional<String> sample(List<ChunkRow> chunks) {
        List<ChunkRow> unseen = chunks.stream()
                .filter(chunk -> chunk.state() == ChunkState.UNVERIFIED && chunk.jobsHidden())
                .toList();
        long rows = unseen.stream().mapToLong(ChunkRow::rows).sum();
        if (rows == 0 || pointers.isEmpty()) {
            return Optional.empty();
        }
        try {
            long step = Math.max(1, rows / SAMPLE);
            long before = 0;
            for (ChunkRow chunk : unseen) {
                compare(RunFolders.file(run.folder(), chunk), before, step);
                before += chunk.rows();
            }
        } catch (RuntimeException | IOException e) {
            // It is a hint: whatever goes wrong here must not keep the run from its end.
            Fatal.haltOn(e);
            return Optional.of("sent-unverified users could not be read back: " + e.getMessage());
        }
        return Optional.of("read back " + (matched + different + missing) + " of " + rows + " sent-unverified users: "
                + matched + " show what was sent, " + different + " do not (yet), " + missing
                + " are not known to the API");
    }

    private void compare(Path file, long before, long step) throws IOException {
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
            long number = before;
            for (NamedCsvRecord row : records) {
                if (number++ % step == 0
                        && matched + different + missing < SAMPLE
                        && !run.stop().isHurried()) {
                    compare(row);
                }
            }
        }
    }

    private void compare(NamedCsvRecord row) {
        Optional<JsonNode> user =
                run.bulk().readBack(row.getField(run.flow().mapping().identifier()));
        if (user.isEmpty()) {
            missing++;
        } else if (shows(user.get(), row)) {
            matched++;
        } else {
            different++;
        }
    }

    private boolean shows(JsonNode user, NamedCsvRecord row) {
        return pointers.entrySet().stream().allMatch(pointer -> {
            String sent = row.findField(pointer.getKey()).orElse("");
            return sent.isEmpty() || same(sent, user.at(pointer.getValue()).asText(""));
        });
    }

    private static boolean same(String sent, String shown) {
        if (sent.equals(shown)) {
            return true;
        }
        try {
            return new BigDecimal(sent).compareTo(new BigDecimal(shown)) == 0;
        } catch (NumberFormatException e) {
            return false; // one of them is no number, and as texts they differ
        }
    }
}
