package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that goes with what it holds. */
record PassingFolder(Path path) implements AutoCloseable {

    static PassingFolder make() {
        try {
            return new PassingFolder(Files.createTempDirectory("rai-"));
        } catch (IOException e) {
            throw broken("no temporary folder can be made", e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw broken("the temporary folder " + path + " cannot be removed", e);
        }
    }

    private static RaiException broken(String problem, IOException cause) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID,
                "There is a fault with temporary files: " + problem + ". Look at java.io.tmpdir.",
                cause);
    }
}
