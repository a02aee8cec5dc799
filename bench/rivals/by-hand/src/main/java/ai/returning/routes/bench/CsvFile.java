package ai.returning.routes.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects rows as CSV bytes in one reused buffer and hands them over file by file. */
final class CsvFile {
    private static final byte[] HEADER = (String.join(",", Settings.HEADER) + "\r\n").getBytes(StandardCharsets.UTF_8);

    private final int rowsPerFile;
    private final Uploader uploader;
    private byte[] bytes = new byte[2 << 20];
    private int length;
    private int rows;

    CsvFile(int rowsPerFile, Uploader uploader) {
        this.rowsPerFile = rowsPerFile;
        this.uploader = uploader;
        begin();
    }

    /** Appends text that needs no quotes. */
    void plain(byte[] text, int from, int to) {
        ensure(to - from);
        System.arraycopy(text, from, bytes, length, to - from);
        length += to - from;
    }

    void plain(byte[] text) {
        plain(text, 0, text.length);
    }

    /** Appends text, quoted where RFC 4180 demands it. */
    void text(byte[] text, int from, int to) {
        if (!needsQuotes(text, from, to)) {
            plain(text, from, to);
            return;
        }
        ensure(2 * (to - from) + 2);
        bytes[length++] = '"';
        for (int i = from; i < to; i++) {
            if (text[i] == '"') {
                bytes[length++] = '"';
            }
            bytes[length++] = text[i];
        }
        bytes[length++] = '"';
    }

    void comma() {
        ensure(1);
        bytes[length++] = ',';
    }

    void endRow() throws IOException, InterruptedException {
        ensure(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
        if (++rows == rowsPerFile) {
            finish();
        }
    }

    /** Hands over what is left. */
    void finish() throws IOException, InterruptedException {
        if (rows > 0) {
            uploader.send(bytes, length);
        }
        begin();
    }

    private void begin() {
        rows = 0;
        length = 0;
        plain(HEADER);
    }

    private static boolean needsQuotes(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b == ',' || b == '"' || b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
