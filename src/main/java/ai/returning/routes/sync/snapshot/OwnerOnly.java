package ai.returning.routes.sync.snapshot;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** New files are for their owner alone: hashes of personal data are still personal. */
final class OwnerOnly {
    private static final FileAttribute<?>[] POSIX = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    private static final FileAttribute<?>[] NONE = {};

    private OwnerOnly() {}

    static FileAttribute<?>[] attributes(Path near) {
        boolean posix = near.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix ? POSIX.clone() : NONE;
    }
}
