package ai.returning.routes.sync.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The mapped form of a batch: CSV lines in one buffer, key hashes, fingerprints, and the problems of invalid rows. */
public final class MappedRows {
    private byte[] bytes;
    private int length;
    private final int[] starts;
    private final long[] keyHigh;
    private final long[] keyLow;
    private final long[] printHigh;
    private final long[] printLow;
    private final Map<Integer, Problem> problems = new TreeMap<>();
    private final List<String> header;
    private final IntFunction<List<String>> headers;
    private int @Nullable [] columnSets;
    private int nextColumnSet;
    private int count;

    /** Rows that all have the same columns. */
    public MappedRows(int rows, int expectedBytes, List<String> header) {
        this(rows, expectedBytes, header, set -> header);
    }

    /**
     * Rows that may leave columns out.
     *
     * @param headers the columns of each column set; 0 is {@code header}
     */
    public MappedRows(int rows, int expectedBytes, List<String> header, IntFunction<List<String>> headers) {
        this.bytes = new byte[expectedBytes];
        this.starts = new int[rows + 1];
        this.keyHigh = new long[rows];
        this.keyLow = new long[rows];
        this.printHigh = new long[rows];
        this.printLow = new long[rows];
        this.header = header;
        this.headers = headers;
    }

    /** Why a row may not be sent. */
    public record Problem(
            /** Short reason, kebab-case: null-identifier, duplicate-identifier, bad-email, out-of-scale, ... */
            String reason,
            /** Target field, or an empty string. */
            String field,
            /** One sentence with the rule; personal values only in masked form. */
            String sentence,
            /** The key in masked form, or an empty string. */
            String maskedKey) {}

    /** All columns, in order: those of every line of column set 0. */
    public List<String> header() {
        return header;
    }

    /** The columns of the lines of a column set. */
    public List<String> header(int columnSet) {
        return columnSet == 0 ? header : headers.apply(columnSet);
    }

    /**
     * The column set of a row: 0 for all columns. Others occur only where the contract says that an empty cell clears
     * a field; rows of one file must share one set. The number of a set is the same in each run of a mapping.
     */
    public int columnSet(int row) {
        return columnSets == null ? 0 : columnSets[row];
    }

    /** Says which column set the row has that {@link #add} ends next. */
    public void nextColumnSet(int columnSet) {
        nextColumnSet = columnSet;
    }

    public int count() {
        return count;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int start(int row) {
        return starts[row];
    }

    public int end(int row) {
        return starts[row + 1];
    }

    /** First halves of the keys of all rows: the array itself, longer than the batch, not to be written to. */
    public long[] keysHigh() {
        return keyHigh;
    }

    /** Second halves of the keys, as {@link #keysHigh}. */
    public long[] keysLow() {
        return keyLow;
    }

    public long keyHigh(int row) {
        return keyHigh[row];
    }

    public long keyLow(int row) {
        return keyLow[row];
    }

    public long printHigh(int row) {
        return printHigh[row];
    }

    public long printLow(int row) {
        return printLow[row];
    }

    public @Nullable Problem problem(int row) {
        return problems.isEmpty() ? null : problems.get(row);
    }

    /** The text of a cell of a mapped line, without its quotes. */
    public String cell(int row, int column) {
        int at = start(row);
        for (int skipped = 0; skipped < column; skipped++) {
            at = cellEnd(at, end(row)) + 1;
        }
        String text = new String(bytes, at, cellEnd(at, end(row)) - at, StandardCharsets.UTF_8);
        return text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    }

    private int cellEnd(int start, int lineEnd) {
        boolean quoted = false;
        int at = start;
        while (at < lineEnd && (quoted || bytes[at] != ',')) {
            quoted ^= bytes[at] == '"';
            at++;
        }
        return at;
    }

    /** Problems by row, in order. */
    public Map<Integer, Problem> problems() {
        return problems;
    }

    /** Declares a row invalid; its line does not go out. */
    public void reject(int row, Problem problem) {
        problems.putIfAbsent(row, problem);
    }

    /** Room for {@code size} more bytes; returns the buffer, which may be a new one. */
    public byte[] room(int size) {
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + size, bytes.length * 2));
        }
        return bytes;
    }

    /** Where the next line is to be written. */
    public int length() {
        return length;
    }

    /** Ends a row whose line was written from {@link #length} up to {@code end}. */
    public void add(int end, long keyHigh, long keyLow, long printHigh, long printLow) {
        this.keyHigh[count] = keyHigh;
        this.keyLow[count] = keyLow;
        this.printHigh[count] = printHigh;
        this.printLow[count] = printLow;
        if (nextColumnSet != 0) {
            remember(nextColumnSet);
        }
        length = end;
        starts[++count] = end;
    }

    private void remember(int columnSet) {
        if (columnSets == null) {
            columnSets = new int[starts.length - 1];
        }
        columnSets[count] = columnSet;
        nextColumnSet = 0;
    }
}
