package ai.returning.routes.bench.sink;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the CSV records of a multipart body with one part while it streams by: every line that is not empty and does
 * not end inside quotes. Of these one is the CSV header and one the closing boundary.
 */
final class MultipartCounter {
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final int MAX_PART_HEAD = 8192;

    private final byte[] window = new byte[65536];
    private final StringBuilder partHead = new StringBuilder();
    private boolean inPartHead = true;
    private boolean quoted;
    private boolean lineHasText;
    private long lines;
    private long bytes;

    void add(ByteBuf content) {
        while (content.isReadable()) {
            int size = Math.min(content.readableBytes(), window.length);
            content.readBytes(window, 0, size);
            bytes += size;
            int from = inPartHead ? skipPartHead(size) : 0;
            countLines(from, size);
        }
    }

    long bytes() {
        return bytes;
    }

    /** Data rows: without the header and the closing boundary. */
    long rows() {
        return Math.max(0, lines + (lineHasText ? 1 : 0) - 2);
    }

    String fileName() {
        Matcher matcher = FILE_NAME.matcher(partHead);
        return matcher.find() ? matcher.group(1) : "";
    }

    private int skipPartHead(int size) {
        int known = partHead.length();
        partHead.append(new String(window, 0, size, StandardCharsets.ISO_8859_1));
        int end = partHead.indexOf("\r\n\r\n", Math.max(0, known - 3));
        if (end < 0) {
            if (partHead.length() > MAX_PART_HEAD) {
                throw new IllegalStateException("No part header within " + MAX_PART_HEAD + " bytes of the body.");
            }
            return size;
        }
        inPartHead = false;
        partHead.setLength(end);
        return end + 4 - known;
    }

    private void countLines(int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = window[i];
            if (b == '\n' && !quoted) {
                lines += lineHasText ? 1 : 0;
                lineHasText = false;
            } else if (b != '\r') {
                lineHasText = true;
                quoted ^= b == '"';
            }
        }
    }
}
