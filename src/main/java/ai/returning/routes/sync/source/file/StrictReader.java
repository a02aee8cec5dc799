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
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Characters of a file in its declared encoding; bytes that do not belong to it are an error with their place. UTF-8 can
 * be had as bytes, one in each character: who looks for ASCII letters only, as a reader of CSV does, need not decode.
 */
final class StrictReader extends Reader {
    private static final int BLOCK = 1 << 16;

    private final InputStream in;
    private final Charset encoding;
    private final CharsetDecoder decoder;
    private final @Nullable Utf8Check check;
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
        this(in, encoding, file, setting, null);
    }

    private StrictReader(InputStream in, Charset encoding, String file, String setting, @Nullable Utf8Check check)
            throws IOException {
        this.in = in;
        this.encoding = encoding;
        this.check = check;
        this.decoder = (check == null ? encoding : StandardCharsets.ISO_8859_1)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.file = file;
        this.setting = setting;
        bytes.limit(0);
        load();
        bytes.position(ByteOrderMark.skip(bytes, encoding, file, setting));
        check(bytes.position());
    }

    /** The bytes of a file in UTF-8, each as the character of the same number. */
    static StrictReader ofBytes(InputStream in, String file, String setting) throws IOException {
        return new StrictReader(in, StandardCharsets.UTF_8, file, setting, new Utf8Check());
    }

    /** Whether characters are bytes. */
    boolean givesBytes() {
        return check != null;
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
            throw foreign(bytes.position());
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
        int checked = bytes.remaining();
        load();
        check(checked);
    }

    private void check(int from) {
        if (check == null) {
            return;
        }
        int wrong = check.wrong(bytes.array(), from, bytes.limit());
        if (wrong >= 0 || ended && check.isOpen()) {
            throw foreign(wrong >= 0 ? wrong : bytes.limit() - 1);
        }
    }

    private UnfitFileException foreign(int at) {
        return new UnfitFileException(
                ErrorCode.FILE_ENCODING,
                file + " is not " + encoding.name() + ": byte " + (bytesBefore + at + 1)
                        + " does not belong to it. Set " + setting
                        + " to the encoding of the file, or have it written as " + encoding.name()
                        + ", and put it back.");
    }

    private void load() throws IOException {
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
