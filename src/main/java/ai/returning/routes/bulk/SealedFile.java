package ai.returning.routes.bulk;

import java.nio.file.Path;

/** A file that is complete and on disk: what one bulk submission carries. */
public record SealedFile(Path path, String name, String sha256, int rows, long bytes) {}
