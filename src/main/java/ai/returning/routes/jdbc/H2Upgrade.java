package ai.returning.routes.jdbc;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an H2 file to another version at once or not at all. H2 commits each statement that changes a table, so a process
 * that dies between two of them would leave a file that no version can use. Therefore a copy is changed, and takes the
 * place of the file when it is whole.
 */
final class H2Upgrade implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(H2Upgrade.class);
    private static final String ENDING = ".mv.db";
    /** A lock of a file keeps other processes away, but not this one. */
    private static final ReentrantLock OWN = new ReentrantLock();

    private final Path file;
    private final Path copy;
    private final FileChannel channel;
    private final FileLock lock;

    private H2Upgrade(Path database, FileChannel channel, FileLock lock) {
        this.file = beside(database, ENDING);
        this.copy = beside(database, ".upgrade" + ENDING);
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Waits until nobody else upgrades the file.
     *
     * @param database the file without its ending
     */
    static H2Upgrade begin(Path database) {
        OWN.lock();
        boolean begun = false;
        try {
            FileChannel channel = FileChannel.open(
                    beside(database, ".upgrade.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            H2Upgrade upgrade = new H2Upgrade(database, channel, channel.lock());
            begun = true;
            return upgrade;
        } catch (IOException e) {
            throw failed(beside(database, ENDING), e);
        } finally {
            if (!begun) {
                OWN.unlock();
            }
        }
    }

    private static Path beside(Path database, String ending) {
        return database.resolveSibling(database.getFileName() + ending);
    }

    /**
     * Changes the file. It is locked as H2 locks it, from before the copy until the copy has taken its place: what
     * somebody wrote into it meanwhile would be lost.
     *
     * @param change is given the copy, without its ending, and leaves it closed
     * @throws RaiException STATE_LOCKED if somebody has the file open
     */
    void run(Consumer<Path> change) {
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock held = held(old)) {
            copy(old);
            change.accept(withoutEnding(copy));
            sync(copy);
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("The state file {} was brought to this version", file);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private FileLock held(FileChannel old) throws IOException {
        FileLock held;
        try {
            held = old.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null; // this process has it open
        }
        if (held == null) {
            throw new RaiException(
                    ErrorCode.STATE_LOCKED,
                    "The state file " + file + " is to be brought to this version and is still open somewhere. Stop the"
                            + " other process, and take AUTO_SERVER out of STATE_DB_URL.");
        }
        return held;
    }

    /** By the channel that has the lock: a second one would let go of it. One that was left half done is of no use. */
    private void copy(FileChannel old) throws IOException {
        try (FileChannel to = FileChannel.open(
                copy, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            long size = old.size();
            for (long done = 0; done < size; ) {
                done += old.transferTo(done, size - done, to);
            }
        }
    }

    private static Path withoutEnding(Path path) {
        String name = path.getFileName().toString();
        return path.resolveSibling(name.substring(0, name.length() - ENDING.length()));
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel written = FileChannel.open(path, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    private static RaiException failed(Path file, IOException e) {
        return new RaiException(
                ErrorCode.STATE_UNAVAILABLE,
                "The state file " + file + " cannot be brought to this version by way of a copy beside it: "
                        + e.getMessage()
                        + ". It was left as it is. Make room for a second one, and let this user write into its folder.",
                e);
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            LOG.debug("The lock of {} ends with this process", file, e);
        } finally {
            OWN.unlock();
        }
    }
}
