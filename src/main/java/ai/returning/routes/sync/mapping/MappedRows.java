package ai.returning.routes.sync.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private int count;

    public MappedRows(int rows, int expectedBytes, List<String> header) {
        this.bytes = new byte[expectedBytes];
        this.starts = new int[rows + 1];
        this.keyHigh = new long[rows];
        this.keyLow = new long[rows];
        this.printHigh = new long[rows];
        this.printLow = new long[rows];
        this.header = header;
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

    /** The columns of the lines. */
    public List<String> header() {
        return header;
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
        length = end;
        starts[++count] = end;
    }
}
