package ai.returning.routes.flowtest;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the project, without following links out of it. */
final class Folders {
    private Folders() {}

    /** Files below a folder whose name ends so, in order; none if there is no such folder. */
    static List<Path> files(Path folder, int depth, String end) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.getFileName().toString().endsWith(end))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID, "The folder " + folder + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /** A folder that goes with its test. */
    static Path temporary() {
        try {
            return Files.createTempDirectory("rai-test-");
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.DISK_FULL, "No temporary folder can be made (" + e.getMessage() + ").", e);
        }
    }

    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.DISK_FULL,
                    "The temporary folder " + folder + " cannot be removed (" + e.getMessage() + ").",
                    e);
        }
    }
}
