package ai.returning.routes.sync.source.file;

import java.time.Instant;

/**
 * A file in the folder as a look at it found it.
 *
 * @param name without its folder
 * @param identity what tells it from another file of the same name; empty where the folder cannot tell
 */
record Waiting(String name, long bytes, Instant modified, String identity) {

    /** Whether another look at the same name found the same file, unchanged. */
    boolean isStill(Waiting other) {
        return equals(other);
    }

    /** Whether another look found the same file, whatever was written to it since. */
    boolean isSameFile(Waiting other) {
        return name.equals(other.name) && identity.equals(other.identity);
    }
}
