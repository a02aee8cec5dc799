package ai.returning.routes.sync;

import ai.returning.routes.bulk.FileSealer;
import ai.returning.routes.bulk.SealedFile;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.snapshot.Sidecar;
import ai.returning.routes.sync.store.ChunkRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the files of runs lie: {@code <runs>/<flow>/<run id>/}. They hold personal data and are owner-only. */
final class RunFolders {
    private static final String SIDECAR = ".keys";

    private RunFolders() {}

    static Path of(SyncSettings settings, String flow, String runId) {
        Path folder = settings.runsFolder().resolve(flow).resolve(runId);
        FileSealer.makeFolder(folder);
        return folder;
    }

    static Path file(Path folder, ChunkRow chunk) {
        return folder.resolve(chunk.fileName());
    }

    static Path sidecar(Path folder, String fileName) {
        return folder.resolve(fileName + SIDECAR);
    }

    /** The keys and fingerprints of a stored chunk. */
    static Sidecar keys(Path folder, ChunkRow chunk) {
        return Sidecar.read(sidecar(folder, chunk.fileName()), chunk.serial());
    }

    /** The sealed file of a stored chunk. */
    static SealedFile sealed(Path folder, ChunkRow chunk) {
        return new SealedFile(file(folder, chunk), chunk.fileName(), chunk.sha256(), chunk.rows(), chunk.bytes());
    }

    /** The same, or empty if the file is missing or damaged. */
    static Optional<Sidecar> readableKeys(Path folder, ChunkRow chunk) {
        try {
            return Optional.of(keys(folder, chunk));
        } catch (RaiException e) {
            if (e.code() == ErrorCode.RUN_STATE_LOST) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** True if the file of a chunk is there and its sidecar can be read. */
    static boolean holds(Path folder, ChunkRow chunk) {
        return Files.isReadable(file(folder, chunk))
                && readableKeys(folder, chunk).isPresent();
    }

    /** Removes chunk files that no stored chunk names: those a dead process had sealed and not begun to send. */
    static void removeOthers(Path folder, List<ChunkRow> kept) {
        for (Path path : list(folder)) {
            String name = String.valueOf(path.getFileName());
            boolean ours = kept.stream()
                    .anyMatch(chunk -> name.equals(chunk.fileName()) || name.equals(chunk.fileName() + SIDECAR));
            if (!ours) {
                removeTree(path);
            }
        }
    }

    static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw FileSealer.cannotWrite(folder, e);
        }
    }

    static void removeTree(Path path) {
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            throw FileSealer.cannotWrite(path, e);
        }
    }
}
