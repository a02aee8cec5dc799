package ai.returning.routes.cli;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The e-mail addresses of a CSV file. */
final class UserFile {
    private static final String COLUMN = "email";
    private static final String STANDARD_INPUT = "-";

    private UserFile() {}

    /**
     * Reads the column {@code email}; empty cells are left out.
     *
     * @param file the file, or {@code -} for {@code in}
     * @throws RaiException CONFIG_INVALID if it cannot be read or has no such column
     */
    static List<String> emails(Path file, InputStream in) {
        boolean piped = file.toString().equals(STANDARD_INPUT);
        try (Reader text = piped
                ? new InputStreamReader(in, StandardCharsets.UTF_8)
                : Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return emails(text);
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw wrong((piped ? "standard input" : file) + " cannot be read (" + e + ").", e);
        }
    }

    private static List<String> emails(Reader text) {
        List<String> emails = new ArrayList<>();
        for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(text)) {
            if (!row.getHeader().contains(COLUMN)) {
                throw wrong(
                        "the first line names no column '" + COLUMN + "'." + Nearest.hint(COLUMN, row.getHeader()),
                        null);
            }
            String email = row.getField(COLUMN).strip();
            if (!email.isEmpty()) {
                emails.add(email);
            }
        }
        return emails;
    }

    private static RaiException wrong(String problem, @Nullable Throwable cause) {
        return new RaiException(ErrorCode.CONFIG_INVALID, "The option --users cannot be used: " + problem, cause);
    }
}
