package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of files of a server on this machine. A copy that broke off goes on where it ended, in a later run too. */
final class SftpStaging {
    private static final Logger LOG = LoggerFactory.getLogger(SftpStaging.class);
    private static final int BLOCK = 1 << 16;

    private final FileSettings settings;
    private final SftpSettings place;
    private final SftpSession session;

    SftpStaging(FileSettings settings, SftpSettings place, SftpSession session) {
        this.settings = settings;
        this.place = place;
        this.session = session;
    }

    Path fetch(Waiting file, String remote) {
        Path copy = copy(file);
        for (int attempt = 1; ; attempt++) {
            try {
                makeFolder();
                download(file, remote, copy);
                return copy;
            } catch (IOException e) {
                long arrived = copy.toFile().length();
                if (attempt >= place.attempts()) {
                    throw new RaiException(
                            ErrorCode.SOURCE_UNAVAILABLE,
                            settings.shown() + ": " + place.shown() + " broke off after " + arrived + " of "
                                    + file.bytes() + " bytes of " + file.name() + ", in each of " + attempt
                                    + " attempts. What has arrived is kept, the file stays there, and the next run goes"
                                    + " on from here.",
                            e);
                }
                LOG.warn(
                        "{}: {} broke off after {} of {} bytes, attempt {} of {}; it goes on from there",
                        settings.shown(),
                        file.name(),
                        arrived,
                        file.bytes(),
                        attempt,
                        place.attempts());
                session.close();
            }
        }
    }

    private void download(Waiting file, String remote, Path copy) throws IOException {
        long from = Files.exists(copy) ? Files.size(copy) : 0;
        if (from >= file.bytes() && Files.exists(copy)) {
            return;
        }
        try (InputStream in = session.files().read(remote);
                OutputStream out = Files.newOutputStream(copy, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            in.skipNBytes(from);
            byte[] block = new byte[BLOCK];
            long left = file.bytes() - from;
            while (left > 0) {
                int read = in.read(block, 0, (int) Math.min(block.length, left));
                if (read < 0) {
                    return; // it became shorter: the look after this one sees another file
                }
                out.write(block, 0, read);
                left -= read;
            }
        }
    }

    private void makeFolder() throws IOException {
        if (Files.isDirectory(place.staging())) {
            return;
        }
        boolean posix =
                place.staging().getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectories(
                    place.staging(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(place.staging());
        }
    }

    /** Named by what the file is, so that a copy of an older state is never gone on with. */
    private Path copy(Waiting file) {
        String identity = settings.name() + "|" + place.shown() + "|" + settings.folder() + "|" + file.name() + "|"
                + file.identity();
        return place.staging().resolve(UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)) + ".part");
    }

    void discard(Waiting file) {
        try {
            Files.deleteIfExists(copy(file));
        } catch (IOException e) {
            LOG.warn("{}: the copy {} cannot be removed", settings.shown(), copy(file), e);
        }
    }
}
