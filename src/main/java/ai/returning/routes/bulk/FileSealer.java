package ai.returning.routes.bulk;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Writes sealed files: owner-only, on disk before the name is used. */
public final class FileSealer {
    private static final Set<StandardOpenOption> FRESH =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private FileSealer() {}

    /** Makes a folder that only its owner may enter. */
    public static void makeFolder(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw cannotWrite(folder, e);
        }
    }

    /**
     * Writes header and body as one file and waits until it is on disk.
     *
     * @throws RaiException DISK_FULL if the file cannot be written
     */
    public static SealedFile seal(Path folder, String name, byte[] header, byte[] body, int length, int rows) {
        Path path = folder.resolve(name);
        MessageDigest digest = sha256();
        digest.update(header);
        digest.update(body, 0, length);
        try (FileChannel channel = FileChannel.open(
                path, FRESH, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            write(channel, ByteBuffer.wrap(header));
            write(channel, ByteBuffer.wrap(body, 0, length));
            channel.force(false);
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
        return new SealedFile(
                path, name, HexFormat.of().formatHex(digest.digest()), rows, (long) header.length + length);
    }

    /** The error of a file that could not be written. */
    public static RaiException cannotWrite(Path path, IOException e) {
        return new RaiException(
                ErrorCode.DISK_FULL,
                path + " cannot be written: " + reason(e) + ". Free space below RAI_DATA_DIR or check its rights;"
                        + " what was sent is kept, the next run sends the rest.",
                e);
    }

    /** File system errors often carry the path alone; then their kind says more. */
    private static String reason(IOException e) {
        if (e instanceof FileSystemException failure) {
            String given = failure.getReason();
            String kind = e.getClass().getSimpleName().replace("Exception", "");
            return given == null ? kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT) : given;
        }
        return String.valueOf(e.getMessage());
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
