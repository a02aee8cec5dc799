package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowReader;
import ai.returning.routes.sync.source.SourceColumns;
import ai.returning.routes.sync.store.SourceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file in the hands of a run: read to its end, then put away; or refused and put with the errors. */
final class OpenFile implements RowReader {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFile.class);

    private final FileDesk desk;
    private final Waiting file;
    private final String hash;
    private final InputStream in;
    private final Records records;
    private long rows;

    private OpenFile(FileDesk desk, Waiting file, String hash, InputStream in, Records records) {
        this.desk = desk;
        this.file = file;
        this.hash = hash;
        this.in = in;
        this.records = records;
    }

    /**
     * @param local where it can be read
     * @param wanted columns the mapping reads
     */
    static OpenFile open(FileDesk desk, Waiting file, Path local, String hash, List<String> wanted) {
        InputStream in = null;
        boolean opened = false;
        try {
            in = Files.newInputStream(local);
            FileSettings settings = desk.settings();
            StrictReader text = text(in, settings, file.name());
            Records records = settings.format() == FileSettings.Format.CSV
                    ? new CsvRecords(file.name(), settings, wanted, text)
                    : new JsonRecords(file.name(), settings, wanted, text);
            opened = true;
            LOG.info("{}: reads {} ({} bytes)", settings.shown(), file.name(), file.bytes());
            return new OpenFile(desk, file, hash, in, records);
        } catch (UnfitFileException e) {
            throw desk.refuse(file, e);
        } catch (IOException e) {
            throw desk.unreadable(file, 0, e);
        } finally {
            if (!opened && in != null) {
                close(in, file);
            }
        }
    }

    /** All that tells cells of a CSV file apart is ASCII, so its bytes need no decoding. */
    private static StrictReader text(InputStream in, FileSettings settings, String name) throws IOException {
        FileSettings.Text text = settings.text();
        boolean asBytes = settings.format() == FileSettings.Format.CSV
                && text.encoding().equals(StandardCharsets.UTF_8)
                && text.delimiter() < 0x80;
        return asBytes
                ? StrictReader.ofBytes(in, name, settings.key("encoding"))
                : new StrictReader(in, text.encoding(), name, settings.key("encoding"));
    }

    @Override
    public SourceColumns columns() {
        return records.columns();
    }

    @Override
    public boolean readRow(RawRows into) {
        try {
            if (records.read(into)) {
                rows++;
                return true;
            }
            refuseIfChanged();
            return false;
        } catch (UnfitFileException e) {
            throw desk.refuse(file, e);
        } catch (IOException e) {
            throw desk.unreadable(file, rows, e);
        }
    }

    /** A file of the same name that took its place is another file; this one was read whole. */
    private void refuseIfChanged() {
        desk.inbox().look(file.name()).filter(file::isSameFile).ifPresent(now -> {
            if (!now.isStill(file)) {
                throw new RaiException(
                        ErrorCode.FILE_CHANGED,
                        file.name() + " was written to while it was read: it had " + file.bytes()
                                + " bytes and now has "
                                + now.bytes() + ". It stays where it is and is read anew by the next run. Have it"
                                + " written under another name and renamed when it is whole, or raise "
                                + desk.settings().key("quiet") + ".");
            }
        });
    }

    /** A file may hold only what changed. */
    @Override
    public boolean showsAll() {
        return false;
    }

    @Override
    public void settled(String runId) {
        desk.dealtWith(file, new SourceStore.TakenFile(hash, file.name(), file.bytes(), runId, desk.now()));
    }

    @Override
    public void close() {
        close(in, file);
        desk.close();
    }

    private static void close(InputStream in, Waiting file) {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("{} could not be closed", file.name(), e);
        }
    }
}
