package ai.returning.routes.emulator;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The body of one request: of a known length, or in chunks. Ends where the body ends and never reads further. */
final class BodyStream extends InputStream {
    private static final int MAX_LINE = 1024;

    private final InputStream in;
    private final boolean chunked;
    private final ContinueSignal signal;
    private long left;
    private boolean begun;
    private boolean ended;

    /** Told before the first byte is read, so that a client waiting for {@code 100 Continue} goes on. */
    interface ContinueSignal {
        void send() throws IOException;
    }

    private BodyStream(InputStream in, boolean chunked, long length, ContinueSignal signal) {
        this.in = in;
        this.chunked = chunked;
        this.left = length;
        this.signal = signal;
        this.ended = !chunked && length == 0;
    }

    static BodyStream ofLength(InputStream in, long length, ContinueSignal signal) {
        return new BodyStream(in, false, length, signal);
    }

    static BodyStream ofChunks(InputStream in, ContinueSignal signal) {
        return new BodyStream(in, true, 0, signal);
    }

    boolean ended() {
        return ended;
    }

    /** The announced length, or -1 for chunks. Only before reading. */
    long announced() {
        return chunked ? -1 : left;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        begin();
        if (chunked && left == 0 && !nextChunk()) {
            return -1;
        }
        int n = in.read(buffer, offset, (int) Math.min(length, left));
        if (n < 0) {
            throw new EOFException("the client closed the connection inside the body");
        }
        left -= n;
        if (left == 0) {
            endPiece();
        }
        return n;
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            signal.send();
        }
    }

    private void endPiece() throws IOException {
        if (chunked) {
            line();
        } else {
            ended = true;
        }
    }

    private boolean nextChunk() throws IOException {
        String size = line();
        int end = size.indexOf(';');
        try {
            left = Long.parseLong((end < 0 ? size : size.substring(0, end)).strip(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("a chunk has no readable size", e);
        }
        if (left > 0) {
            return true;
        }
        while (!line().isEmpty()) {
            // trailers say nothing to us
        }
        ended = true;
        return false;
    }

    private String line() throws IOException {
        return readLine(in, MAX_LINE);
    }

    /** One line without its end. */
    static String readLine(InputStream in, int max) throws IOException {
        byte[] line = new byte[128];
        int n = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the client closed the connection inside a line");
            }
            if (n == max) {
                throw new IOException("a line of the request is longer than " + max + " bytes");
            }
            if (n == line.length) {
                line = java.util.Arrays.copyOf(line, n * 2);
            }
            line[n++] = (byte) b;
        }
        int end = n > 0 && line[n - 1] == '\r' ? n - 1 : n;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }
}
