package ai.returning.routes.lint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads files of text, and says in one finding why one cannot be read. Never opens what could block or is too large. */
final class TextReader {
    static final long MAX_BYTES = 4L * 1024 * 1024;

    private TextReader() {}

    /**
     * The text, without a byte order mark.
     *
     * @param told takes what is wrong and what to do, at most once; then the answer is null
     */
    static @Nullable String read(Path file, BiConsumer<String, String> told) {
        try {
            if (!Files.isRegularFile(file)) {
                told.accept("this is not a plain file", "a file of text, or remove it");
                return null;
            }
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                told.accept(
                        "the file has " + size + " bytes, more than the " + MAX_BYTES + " that are read",
                        "smaller files");
                return null;
            }
            return decoded(Files.readAllBytes(file), told);
        } catch (IOException e) {
            told.accept(reason(e), "a file this user may read");
            return null;
        }
    }

    private static @Nullable String decoded(byte[] bytes, BiConsumer<String, String> told) {
        int first = bytes.length > 1 ? (bytes[0] & 0xff) << 8 | bytes[1] & 0xff : 0;
        if (first == 0xfeff || first == 0xfffe) {
            told.accept("the file is UTF-16", "the same text saved as UTF-8");
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                told.accept("the file holds NUL bytes, so it is no text", "a file of text, or remove it");
                return null;
            }
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            told.accept("the file is not UTF-8", "the same text saved as UTF-8");
            return null;
        }
    }

    /** Why a file or folder cannot be opened, in words. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "this is not there";
        }
        if (e instanceof AccessDeniedException) {
            return "this user may not read it";
        }
        String said = e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
        return "it cannot be read: " + said;
    }
}
