package ai.returning.routes.testing;

import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * State databases for tests, empty, with the tables of this version: copies of one that was made once, for making them
 * takes longer than most tests. Tests of the making begin without: {@link #bareH2}, {@link #barePostgres}.
 */
public final class States {
    private static final String FILE = "state.mv.db";

    private States() {}

    /** A file in the folder, as {@link StateSettings#embeddedUrl} names it. One that is there stays. */
    public static StateSettings h2(Path folder, int connections) {
        try {
            Files.createDirectories(folder);
            if (Files.notExists(folder.resolve(FILE))) {
                Files.write(folder.resolve(FILE), Tables.H2);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bareH2(folder, connections);
    }

    /** A file in the folder that is yet to be made. */
    public static StateSettings bareH2(Path folder, int connections) {
        return new StateSettings(StateSettings.embeddedUrl(folder), "sa", "", connections);
    }

    /** A database of its own on the server that all tests share. */
    public static StateSettings postgres(int connections) {
        return on(Databases.postgres().createDatabase("TEMPLATE " + Tables.POSTGRES), connections);
    }

    /** An empty database on the server that all tests share. */
    public static StateSettings barePostgres(int connections) {
        return on(Databases.postgres().createDatabase(), connections);
    }

    private static StateSettings on(String database, int connections) {
        Postgres server = Databases.postgres();
        return new StateSettings(server.jdbcUrl(database), server.user(), server.password(), connections);
    }

    private static final class Tables {
        static final byte[] H2 = h2();
        static final String POSTGRES = postgres();

        private static byte[] h2() {
            try {
                Path folder = Files.createTempDirectory("state");
                StateDatabase.open(bareH2(folder, 1)).close();
                byte[] file = Files.readAllBytes(folder.resolve(FILE));
                try (var left = Files.list(folder)) {
                    for (Path path : left.toList()) {
                        Files.delete(path);
                    }
                }
                Files.delete(folder);
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String postgres() {
            String database = Databases.postgres().createDatabase();
            StateDatabase.open(on(database, 1)).close();
            return database;
        }
    }
}
