package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The mark at the start of a file that says how it is encoded. */
final class ByteOrderMark {
    private static final int LOOK = 4_096;

    private ByteOrderMark() {}

    /**
     * Bytes to skip at the start.
     *
     * @throws UnfitFileException FILE_ENCODING if the mark, or zero bytes, tell of another encoding than declared
     */
    static int skip(ByteBuffer start, Charset declared, String file, String setting) {
        String found = found(start);
        if (found == null) {
            refuseZeroBytes(start, declared, file, setting);
            return 0;
        }
        String name = declared.name().toUpperCase(Locale.ROOT);
        if (!name.equals(found) && !(name.equals("UTF-16") && found.startsWith("UTF-16"))) {
            throw new UnfitFileException(
                    ErrorCode.FILE_ENCODING,
                    file + " starts with the mark of " + found + ", but " + setting + " is " + declared.name()
                            + ". Set it to " + found + " and put the file back.");
        }
        // The decoder of UTF-16 reads the mark to learn the order of bytes.
        return name.equals("UTF-16") ? 0 : found.equals("UTF-8") ? 3 : 2;
    }

    private static @Nullable String found(ByteBuffer start) {
        int first = at(start, 0);
        int second = at(start, 1);
        if (first == 0xEF && second == 0xBB && at(start, 2) == 0xBF) {
            return StandardCharsets.UTF_8.name();
        }
        if (first == 0xFE && second == 0xFF) {
            return "UTF-16BE";
        }
        return first == 0xFF && second == 0xFE ? "UTF-16LE" : null;
    }

    /** Text in UTF-16 decodes as UTF-8 or Latin without any error, with a zero beside each letter. */
    private static void refuseZeroBytes(ByteBuffer start, Charset declared, String file, String setting) {
        if (declared.name().startsWith("UTF-16") || declared.name().startsWith("UTF-32")) {
            return;
        }
        for (int i = start.position(); i < Math.min(start.limit(), LOOK); i++) {
            if (start.get(i) == 0) {
                throw new UnfitFileException(
                        ErrorCode.FILE_ENCODING,
                        file + " holds a zero byte at " + (i + 1) + ", so it is no text in " + declared.name()
                                + "; it may be UTF-16, or no text at all. Set " + setting
                                + " to its encoding and put the file back.");
            }
        }
    }

    private static int at(ByteBuffer bytes, int index) {
        return index < bytes.limit() ? bytes.get(index) & 0xFF : -1;
    }
}
