package ai.returning.routes.sync.snapshot;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/** Turns failures of the file system into failures a person can act on. */
final class FileFailures {
    private FileFailures() {}

    static RaiException scratch(Path folder, IOException cause) {
        return failure("A scratch file in " + folder + " cannot be used", cause);
    }

    static RaiException unwritable(Path file, IOException cause) {
        return failure("File " + file + " cannot be written", cause);
    }

    private static RaiException failure(String what, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return stopped(what, cause);
        }
        return new RaiException(
                ErrorCode.DISK_FULL,
                what + ": " + cause + ". Make room on the disk, or correct the folder's rights, and start the run"
                        + " again.",
                cause);
    }

    /** A channel closes when its thread is interrupted, which is how a run is made to stop. */
    static RaiException stopped(String what, IOException cause) {
        return new RaiException(ErrorCode.RUN_STOPPED, what + " because its run was asked to stop.", cause);
    }
}
