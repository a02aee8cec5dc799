package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.CopyText;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.List;

/** Takes the cells from the parser straight into the batch, without a string for each. */
final class CsvCells extends AbstractBaseCsvCallbackHandler<CsvCells> {
    private final int longest;
    private final boolean bytes;
    private RawRows rows = new RawRows(0, new SourceColumns(List.of()), 1, 64);
    private int columns;
    private int found;
    private int start;
    private int rowEnd;
    private long line;
    private boolean quotedLast;

    /**
     * @param longest bytes a row may have
     * @param bytes whether a character is a byte of UTF-8
     */
    CsvCells(int longest, boolean bytes) {
        this.longest = longest;
        this.bytes = bytes;
    }

    void into(RawRows target) {
        rows = target;
    }

    void columns(int count) {
        columns = count;
    }

    /** Line of the latest row, from 1. */
    long line() {
        return line;
    }

    boolean isRagged() {
        return found != columns;
    }

    /** Whether a cell of the latest row holds a line break. */
    boolean spansLines() {
        byte[] row = rows.bytes();
        for (int i = start; i + 1 < rowEnd; i++) {
            if (row[i] == '\\') {
                i++;
                if (row[i] == 'n' || row[i] == 'r') {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the latest row ended with a quoted cell. */
    boolean endsQuoted() {
        return quotedLast;
    }

    RaiException tooLong(String file, String setting) {
        return new UnfitFileException(
                ErrorCode.FILE_LINE_TOO_LONG,
                file + " has a row after line " + line + " of more than " + longest
                        + " characters. A quote may be open, or the line breaks are missing. Correct the file, or raise "
                        + setting + ", and put it back.");
    }

    @Override
    protected void handleBegin(long startingLine) {
        line = startingLine;
        found = 0;
    }

    @Override
    protected void handleField(int index, char[] text, int from, int size, boolean quoted) {
        // The parser begins a record at the end of the file, too; only a cell makes it one.
        if (index > 0) {
            rows.append((byte) '\t');
        } else {
            start = rows.length();
            rows.begin();
        }
        if (size == 0 && !quoted) {
            CopyText.none(rows);
        } else if (bytes) {
            CopyText.bytes(rows, text, from, size);
        } else {
            CopyText.text(rows, text, from, size);
        }
        if (rows.length() - start > longest) {
            throw tooLong("The file", "longest-line");
        }
        found = index + 1;
        quotedLast = quoted;
    }

    @Override
    protected CsvCells buildRecord() {
        if (found > 0) { // an empty line has no cell
            rows.append((byte) '\n');
            rowEnd = rows.length();
        }
        return this;
    }
}
