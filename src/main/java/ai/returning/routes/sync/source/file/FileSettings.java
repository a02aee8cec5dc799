package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.charset.Charset;
import java.time.Duration;

/**
 * How files are read. Values come from {@code returning-ai.sources.<name>.file}.
 *
 * @param name how configuration and messages call the source
 * @param format what a file holds
 * @param folder where files arrive; a path on the server if it is reached by SFTP
 * @param pattern which files count, as a glob over the name
 * @param marker ending of the empty file that says that a file is whole ({@code .done}); empty: the quiet time counts
 * @param quiet without a marker a file is whole once nothing has changed it for so long
 * @param archive folder for files that were read; relative to {@code folder}
 * @param errors folder for files that cannot be read; relative to {@code folder}
 * @param repeatSameContent false: a file with the content of one that was dealt with before goes to the archive unread
 * @param text how its bytes become cells
 */
public record FileSettings(
        String name,
        Format format,
        String folder,
        String pattern,
        String marker,
        Duration quiet,
        String archive,
        String errors,
        boolean repeatSameContent,
        Text text) {

    /** What a file holds. */
    public enum Format {
        /** A header, then a line a row. */
        CSV,
        /** A JSON object a line. */
        JSON_LINES
    }

    /**
     * How bytes become cells.
     *
     * @param encoding of the file; a byte order mark that says the same is skipped
     * @param delimiter between two cells of CSV
     * @param longestLine characters a row may have, line breaks within quotes included
     */
    public record Text(Charset encoding, char delimiter, int longestLine) {
        /** A line shorter than this would not hold a row. */
        private static final int SHORTEST_LIMIT = 1_000;

        public Text {
            if (longestLine < SHORTEST_LIMIT) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        "longest-line of a file source is " + longestLine + " but must be " + SHORTEST_LIMIT
                                + " or more.");
            }
        }
    }

    /** How messages call the source. */
    String shown() {
        return "Source '" + name + "'";
    }

    /** The name of a setting of this source. */
    String key(String setting) {
        return "returning-ai.sources." + name + ".file." + setting;
    }
}
