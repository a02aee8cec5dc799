package ai.returning.routes.cli;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.mapping.CommunityFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** {@code config/community-fields.yaml} on disk. */
final class FieldFile {
    private FieldFile() {}

    /** The fields of the file; null if it is missing or empty, as after a shell redirected into it. */
    static @Nullable CommunityFields read(Path file) {
        try {
            return Files.exists(file) && Files.size(file) > 0 ? CommunityFields.load(file) : null;
        } catch (IOException e) {
            throw new RaiException(ErrorCode.CONFIG_INVALID, file + " cannot be read: " + e + ".", e);
        }
    }

    /** Writes the file whole or not at all. */
    static void write(Path file, String text) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RaiException(ErrorCode.CONFIG_INVALID, file + " cannot be written: " + e + ".", e);
        }
    }
}
