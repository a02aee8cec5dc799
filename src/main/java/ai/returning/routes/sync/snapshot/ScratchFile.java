package ai.returning.routes.sync.snapshot;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/**
 * A file that lives as long as its object; on Unix it has no name from the start, so that a killed process leaves none
 * behind. It grows only by bytes really written: a mapped hole would end the process when the disk is full, a failed
 * write ends the run.
 */
final class ScratchFile implements AutoCloseable {
    private static final byte[] ZEROS = new byte[1 << 16];

    private final Path folder;
    private final FileChannel channel;
    private long end;

    private ScratchFile(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static ScratchFile create(Path folder, String name) {
        Path file = folder.resolve(name + "-" + UUID.randomUUID() + ".scratch");
        try {
            return new ScratchFile(
                    folder,
                    FileChannel.open(
                            file, Set.of(CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE), OwnerOnly.attributes(folder)));
        } catch (IOException e) {
            throw FileFailures.scratch(folder, e);
        }
    }

    /** Bytes written so far. */
    long end() {
        return end;
    }

    void append(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
        } catch (IOException e) {
            throw FileFailures.scratch(folder, e);
        }
    }

    void appendZeros(long bytes) {
        for (long left = bytes; left > 0; left -= ZEROS.length) {
            append(ByteBuffer.wrap(ZEROS, 0, (int) Math.min(left, ZEROS.length)));
        }
    }

    /** Fills the rest of the buffer. */
    void read(ByteBuffer into, long position) {
        try {
            while (into.hasRemaining()) {
                int count = channel.read(into, position);
                if (count < 0) {
                    throw new EOFException("at byte " + position);
                }
                position += count;
            }
        } catch (IOException e) {
            throw FileFailures.scratch(folder, e);
        }
    }

    /** Maps bytes that were written before. The mapping outlives the file object until it is collected. */
    ByteBuffer map(MapMode mode, long position, long length) {
        try {
            return channel.map(mode, position, length);
        } catch (IOException e) {
            throw FileFailures.scratch(folder, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileFailures.scratch(folder, e);
        }
    }
}
