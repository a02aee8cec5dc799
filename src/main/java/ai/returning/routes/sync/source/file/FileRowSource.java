package ai.returning.routes.sync.source.file;

import ai.returning.routes.sync.source.ReaderRowStream;
import ai.returning.routes.sync.source.RowReader;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.store.SourceStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The files of a folder, one a reading, oldest first. A file leaves the folder when the run that read it has ended; a
 * run that fails or dies leaves it there. Without a file that is whole a reading has no rows.
 */
public final class FileRowSource implements RowSource {
    private final FileSettings settings;
    private final Supplier<Inbox> inboxes;
    private final SourceStore store;
    private final Clock clock;
    private final Set<RowStream> streams = ConcurrentHashMap.newKeySet();

    private FileRowSource(FileSettings settings, Supplier<Inbox> inboxes, SourceStore store, Clock clock) {
        this.settings = settings;
        this.inboxes = inboxes;
        this.store = store;
        this.clock = clock;
    }

    /** Files in a folder of this machine. */
    public static FileRowSource local(FileSettings settings, SourceStore store, Clock clock) {
        return new FileRowSource(settings, () -> new LocalInbox(settings), store, clock);
    }

    /** Files in a folder on an SFTP server. */
    public static FileRowSource sftp(FileSettings settings, SftpSettings place, SourceStore store, Clock clock) {
        return new FileRowSource(settings, () -> new SftpInbox(settings, place), store, clock);
    }

    /**
     * Opens the oldest file that is whole and whose content is new.
     *
     * @throws ai.returning.routes.support.RaiException FILE_ENCODING, FILE_FORM, FILE_LINE_TOO_LONG or
     *     SOURCE_COLUMN_MISSING, here or while reading: the file is then with the errors; FILE_CHANGED,
     *     FOLDER_UNUSABLE, SOURCE_UNAVAILABLE: it stays where it is
     */
    @Override
    public RowStream open(SourceRequest request) {
        FileDesk desk = new FileDesk(settings, inboxes.get(), store, request.flow(), clock);
        boolean opened = false;
        try {
            RowStream stream = ReaderRowStream.ahead(settings.name(), reader(desk, request), request);
            streams.add(stream);
            opened = true;
            return stream;
        } finally {
            if (!opened) {
                desk.close();
            }
        }
    }

    private RowReader reader(FileDesk desk, SourceRequest request) {
        Inbox inbox = desk.inbox();
        for (Waiting file : new FileChoice(settings, clock).ready(inbox.list())) {
            Path local = inbox.fetch(file);
            String hash = desk.hash(file, local);
            // A file that grew under the eyes of the hash is not whole.
            if (inbox.look(file.name()).filter(file::isStill).isEmpty()) {
                inbox.discard(file);
            } else if (!desk.isRepeated(file, hash)) {
                return OpenFile.open(desk, file, local, hash, request.columns());
            }
        }
        return new NoFile(JsonCells.columns(request.columns()), desk);
    }

    @Override
    public void close() {
        streams.forEach(RowStream::close);
        streams.clear();
    }
}
