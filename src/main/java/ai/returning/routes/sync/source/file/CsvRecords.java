package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.util.List;

/** Rows of a CSV file with a header. A ragged row keeps its cells, and the mapping sends it to quarantine. */
final class CsvRecords implements Records {
    private static final int SMALLEST_BUFFER = 65_536;

    private final String file;
    private final FileSettings settings;
    private final StrictReader text;
    private final CsvCells cells;
    private final CloseableIterator<CsvCells> rows;
    private final SourceColumns columns;
    private final int longestCell;

    CsvRecords(String file, FileSettings settings, List<String> wanted, StrictReader text) {
        this.file = file;
        this.settings = settings;
        this.text = text;
        this.cells = new CsvCells(settings.text().longestLine(), text.givesBytes());
        this.longestCell = Math.max(SMALLEST_BUFFER, settings.text().longestLine());
        this.rows = CsvReader.builder()
                .fieldSeparator(settings.text().delimiter())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .maxBufferSize(longestCell)
                .build(cells, text)
                .iterator();
        this.columns = header(wanted);
        cells.columns(columns.columns().size());
    }

    private SourceColumns header(List<String> wanted) {
        RawRows first = new RawRows(0, new SourceColumns(List.of()), 1, 1024);
        if (!next(first)) {
            throw new UnfitFileException(
                    ErrorCode.FILE_FORM,
                    file + " is empty; its first line must name the columns. Have it written again.");
        }
        return new CsvHeader(file, settings, wanted).columns(first);
    }

    @Override
    public SourceColumns columns() {
        return columns;
    }

    @Override
    public boolean read(RawRows into) {
        boolean found = next(into);
        if (found && cells.isRagged() && cells.spansLines()) {
            throw unclosed(cells.line());
        }
        if (!found && cells.endsQuoted() && text.last() != '"') {
            throw unclosed(cells.line());
        }
        return found;
    }

    private boolean next(RawRows into) {
        cells.into(into);
        long before = text.chars();
        try {
            if (!rows.hasNext()) {
                return false;
            }
            rows.next();
            return true;
        } catch (CsvParseException e) {
            throw failure(e, before);
        }
    }

    private RaiException failure(CsvParseException e, long before) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RaiException known) {
                return known;
            }
            if (cause instanceof IOException) {
                return new RaiException(
                        ErrorCode.SOURCE_UNAVAILABLE,
                        file + " cannot be read any more after line " + cells.line() + " ("
                                + cause.getClass().getSimpleName() + "). It stays where it is; start the run again.",
                        e);
            }
        }
        // Either the buffer of the parser was filled by one cell, or a quote is at fault.
        if (text.chars() - before >= longestCell / 2) {
            return cells.tooLong(file, settings.key("longest-line"));
        }
        return new UnfitFileException(
                ErrorCode.FILE_FORM,
                file + " has text behind a closing quote near line " + (cells.line() + 1)
                        + ". A quote within a quoted cell is written twice; have the file written so and put it back.",
                e);
    }

    private RaiException unclosed(long line) {
        return new UnfitFileException(
                ErrorCode.FILE_FORM,
                file + " has a quote in the row of line " + line
                        + " that is not closed there, so the lines after it would be taken for its text. Correct the"
                        + " row and put the file back.");
    }
}
