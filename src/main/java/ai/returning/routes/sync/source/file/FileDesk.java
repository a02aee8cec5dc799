package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.store.SourceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the files of one flow and source are looked up, noted and put away. */
final class FileDesk {
    private static final Logger LOG = LoggerFactory.getLogger(FileDesk.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final FileSettings settings;
    private final Inbox inbox;
    private final SourceStore store;
    private final String flow;
    private final Clock clock;

    FileDesk(FileSettings settings, Inbox inbox, SourceStore store, String flow, Clock clock) {
        this.settings = settings;
        this.inbox = inbox;
        this.store = store;
        this.flow = flow;
        this.clock = clock;
    }

    FileSettings settings() {
        return settings;
    }

    Inbox inbox() {
        return inbox;
    }

    void close() {
        inbox.close();
    }

    Instant now() {
        return clock.instant();
    }

    /** SHA-256 of the bytes. */
    String hash(Waiting file, Path local) {
        try (InputStream in = Files.newInputStream(local)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(file, 0, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Puts a file away unread if its content was dealt with before; whether it did. */
    boolean isRepeated(Waiting file, String hash) {
        Optional<SourceStore.TakenFile> before =
                settings.repeatSameContent() ? Optional.empty() : store.taken(flow, settings.name(), hash);
        before.ifPresent(taken -> {
            String as = putAway(file, Inbox.Place.ARCHIVE);
            LOG.warn(
                    "{}: {} was not read, because its content is that of {}, dealt with by run {} at {}. It is now {}."
                            + " To take the same content again set {}",
                    settings.shown(),
                    file.name(),
                    taken.name(),
                    taken.runId(),
                    taken.at(),
                    as,
                    settings.key("same-content"));
        });
        return before.isPresent();
    }

    /** Notes the content first: a file that cannot be moved afterwards is not read once more. */
    void dealtWith(Waiting file, SourceStore.TakenFile taken) {
        store.take(flow, settings.name(), taken);
        Failpoints.hit("source.file-noted");
        boolean same = inbox.look(file.name()).filter(file::isStill).isPresent();
        if (same) {
            LOG.info(
                    "{}: {} is dealt with and now {}",
                    settings.shown(),
                    file.name(),
                    putAway(file, Inbox.Place.ARCHIVE));
        } else {
            inbox.discard(file);
            LOG.warn(
                    "{}: {} was replaced or removed while it was read; what was read is dealt with, and a file of this"
                            + " name that is there now is taken by the next run",
                    settings.shown(),
                    file.name());
        }
    }

    /** Puts a file with the errors, says why beside it, and gives the error to throw. */
    RaiException refuse(Waiting file, UnfitFileException fault) {
        if (inbox.look(file.name()).filter(file::isSameFile).isEmpty()) {
            inbox.discard(file);
            return new RaiException(
                    fault.code(), fault.sentence() + " Another file has taken its place meanwhile.", fault);
        }
        String as = stamped(file);
        try {
            String now = inbox.move(file.name(), Inbox.Place.ERRORS, as);
            forget(file);
            inbox.note(Inbox.Place.ERRORS, as + ".error.txt", fault.getMessage() + System.lineSeparator());
            return new RaiException(
                    fault.code(), fault.sentence() + " It is now " + now + "; rows sent before stay sent.", fault);
        } catch (RaiException e) {
            return new RaiException(
                    fault.code(),
                    fault.sentence() + " It could not be put with the errors and may hold up those after it: "
                            + e.sentence(),
                    fault);
        }
    }

    RaiException unreadable(Waiting file, long rows, IOException e) {
        return new RaiException(
                ErrorCode.SOURCE_UNAVAILABLE,
                file.name() + " cannot be read after " + rows + " rows ("
                        + e.getClass().getSimpleName() + "). It stays where it is; start the run again.",
                e);
    }

    private String putAway(Waiting file, Inbox.Place place) {
        String now = inbox.move(file.name(), place, stamped(file));
        forget(file);
        return now;
    }

    private void forget(Waiting file) {
        inbox.discard(file);
        if (!settings.marker().isEmpty()) {
            inbox.remove(file.name() + settings.marker());
        }
    }

    private String stamped(Waiting file) {
        return STAMP.format(clock.instant()) + "-" + file.name();
    }
}
