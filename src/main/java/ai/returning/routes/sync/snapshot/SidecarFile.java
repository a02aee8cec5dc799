package ai.returning.routes.sync.snapshot;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Bytes of sidecar files, always through one buffer of 66 KB. */
final class SidecarFile {
    private static final int MAGIC = 0x52414943;
    private static final int VERSION = 1;
    private static final int HEADER = 16;
    private static final int ROW = 33;
    private static final int TRAILER = 4;
    private static final int BUFFER = 2048 * ROW;

    private SidecarFile() {}

    static void write(Path file, int chunk, SidecarRows rows, boolean fsync) {
        try (FileChannel channel =
                FileChannel.open(file, Set.of(CREATE, TRUNCATE_EXISTING, WRITE), OwnerOnly.attributes(file))) {
            CRC32C crc = new CRC32C();
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            buffer.putInt(MAGIC).putInt(VERSION).putInt(rows.count()).putInt(chunk);
            for (int row = 0; row < rows.count(); row++) {
                if (buffer.remaining() < ROW) {
                    drain(buffer, crc, channel);
                }
                buffer.putLong(rows.keyHigh(row)).putLong(rows.keyLow(row));
                buffer.putLong(rows.printHigh(row)).putLong(rows.printLow(row));
                buffer.put(rows.flags(row));
            }
            drain(buffer, crc, channel);
            writeFully(buffer.putInt((int) crc.getValue()).flip(), channel);
            if (fsync) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw FileFailures.unwritable(file, e);
        }
    }

    private static void drain(ByteBuffer buffer, CRC32C crc, FileChannel channel) throws IOException {
        crc.update(buffer.array(), 0, buffer.position());
        writeFully(buffer.flip(), channel);
        buffer.clear();
    }

    private static void writeFully(ByteBuffer bytes, FileChannel channel) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Checks all of the file and returns its number of rows. */
    static int check(Path file, int chunk) {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            fill(buffer.limit(HEADER), channel);
            CRC32C crc = new CRC32C();
            crc.update(buffer.array(), 0, HEADER);
            int rows = rows(file, chunk, channel.size(), buffer);
            for (long left = (long) rows * ROW; left > 0; left -= buffer.limit()) {
                fill(buffer.clear().limit((int) Math.min(left, BUFFER)), channel);
                crc.update(buffer.array(), 0, buffer.limit());
            }
            fill(buffer.clear().limit(TRAILER), channel);
            if (buffer.getInt() != (int) crc.getValue()) {
                throw lost(file, "has a wrong checksum", null);
            }
            return rows;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static int rows(Path file, int chunk, long bytes, ByteBuffer header) {
        if (header.getInt() != MAGIC || header.getInt() != VERSION) {
            throw lost(file, "has a form this bundle does not read", null);
        }
        int rows = header.getInt();
        if (rows < 0 || HEADER + (long) rows * ROW + TRAILER != bytes) {
            throw lost(file, "has " + bytes + " bytes, which do not fit " + rows + " rows", null);
        }
        int found = header.getInt();
        if (found != chunk) {
            throw lost(file, "belongs to chunk " + found + ", not to " + chunk, null);
        }
        return rows;
    }

    static void visit(Path file, int rows, Sidecar.Visitor visitor) {
        try (FileChannel channel = FileChannel.open(file, READ).position(HEADER)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
            for (int row = 0; row < rows; row++) {
                if (!buffer.hasRemaining()) {
                    fill(buffer.clear().limit((int) Math.min((long) (rows - row) * ROW, BUFFER)), channel);
                }
                visitor.row(row, buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.get());
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void fill(ByteBuffer buffer, FileChannel channel) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the file ends early");
            }
        }
        buffer.flip();
    }

    private static RaiException unreadable(Path file, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return FileFailures.stopped("File " + file + " was not read to its end", cause);
        }
        boolean missing = cause instanceof NoSuchFileException;
        return lost(file, missing ? "is missing" : "cannot be read (" + cause + ")", cause);
    }

    private static RaiException lost(Path file, String problem, @Nullable IOException cause) {
        return new RaiException(
                ErrorCode.RUN_STATE_LOST,
                "The list of rows of a chunk, " + file + ", " + problem + ". Which rows the chunk carried cannot be"
                        + " told from it; put the file back from a backup if there is one.",
                cause);
    }
}
