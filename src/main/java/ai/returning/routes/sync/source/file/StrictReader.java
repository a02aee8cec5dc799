package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Characters of a file in its declared encoding; bytes that do not belong to it are an error with their place. */
final class StrictReader extends Reader {
    private static final int BLOCK = 1 << 16;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final String file;
    private final String setting;
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
    private long bytesBefore;
    private long chars;
    private char last;
    private boolean ended;
    private boolean flushed;
    /** The second half of a pair for which there was no room. */
    private int pending = -1;

    /** @param setting the name of the setting that declares the encoding */
    StrictReader(InputStream in, Charset encoding, String file, String setting) throws IOException {
        this.in = in;
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.file = file;
        this.setting = setting;
        bytes.limit(0);
        fill();
        bytes.position(ByteOrderMark.skip(bytes, encoding, file, setting));
    }

    /** Characters handed out so far. */
    long chars() {
        return chars;
    }

    /** The last character that is no line break; 0 if there was none. */
    char last() {
        return last;
    }

    @Override
    public int read(char[] into, int from, int size) throws IOException {
        CharBuffer out = CharBuffer.wrap(into, from, size);
        if (pending >= 0 && size > 0) {
            out.put((char) pending);
            pending = -1;
        }
        while (!flushed && size > 0 && out.position() == from) {
            if (bytes.remaining() < 8 && !ended) {
                fill();
            }
            decode(out);
        }
        int read = out.position() - from;
        chars += read;
        remember(into, from, from + read);
        return read == 0 && size > 0 ? -1 : read;
    }

    private void decode(CharBuffer out) {
        CoderResult result = decoder.decode(bytes, out, ended);
        if (result.isError()) {
            throw new UnfitFileException(
                    ErrorCode.FILE_ENCODING,
                    file + " is not " + decoder.charset().name() + ": byte "
                            + (bytesBefore + bytes.position() + 1) + " does not belong to it. Set " + setting
                            + " to the encoding of the file, or have it written as "
                            + decoder.charset().name() + ", and put it back.");
        }
        if (result.isOverflow() && out.remaining() == 1) {
            CharBuffer pair = CharBuffer.allocate(2);
            decoder.decode(bytes, pair, ended);
            out.put(pair.get(0));
            pending = pair.position() == 2 ? pair.get(1) : -1;
        }
        if (ended && !bytes.hasRemaining() && result.isUnderflow()) {
            flushed = decoder.flush(out).isUnderflow();
        }
    }

    private void fill() throws IOException {
        bytesBefore += bytes.position();
        bytes.compact();
        while (bytes.hasRemaining() && !ended) {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            if (read < 0) {
                ended = true;
            } else {
                bytes.position(bytes.position() + read);
            }
        }
        bytes.flip();
    }

    private void remember(char[] text, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (text[i] != '\n' && text[i] != '\r') {
                last = text[i];
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
