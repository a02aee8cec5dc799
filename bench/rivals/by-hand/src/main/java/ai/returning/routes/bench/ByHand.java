package ai.returning.routes.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;

/**
 * The program one would write without any framework: read, map, upload, one file after the other, no state.
 *
 * <p>{@code --read=cursor} (default) reads with a JDBC cursor; {@code --read=copy} reads PostgreSQL's COPY text and maps
 * it as bytes, the fastest way we know; {@code --discard} maps every row and sends nothing.
 */
public final class ByHand {
    private ByHand() {}

    public static void main(String[] args) throws Exception {
        List<String> options = List.of(args);
        Settings settings = Settings.fromEnvironment();
        boolean copy = options.contains("--read=copy");
        boolean discard = options.contains("--discard");
        Uploader uploader = discard ? Uploader.discarding() : Uploader.to(settings.upload());

        long start = System.nanoTime();
        long rows;
        try (Connection connection =
                DriverManager.getConnection(settings.dbUrl(), settings.dbUser(), settings.dbPassword())) {
            CsvFile file = new CsvFile(settings.chunkRows(), uploader);
            rows = copy ? CopyReader.read(connection, file) : CursorReader.read(connection, file);
            file.finish();
        }
        long work = System.nanoTime() - start;
        Figures.print("by-hand" + (copy ? "-copy" : "") + (discard ? "-discard" : ""), rows, work);
    }
}
