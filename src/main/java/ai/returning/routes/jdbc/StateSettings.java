package ai.returning.routes.jdbc;

/** Where the state lives. */
public record StateSettings(String url, String user, String password, int poolSize) {

    /**
     * The embedded default below a data folder. Its cache is 2 MB: blocks of a snapshot are read once a run, and a larger
     * cache would only hold them in the heap. At an orderly end up to a second goes into making the file small.
     */
    public static String embeddedUrl(java.nio.file.Path dataDir) {
        return "jdbc:h2:file:" + dataDir.toAbsolutePath().resolve("state")
                + ";MODE=PostgreSQL;WRITE_DELAY=0;CACHE_SIZE=2048;MAX_COMPACT_TIME=1000;DB_CLOSE_ON_EXIT=FALSE";
    }

    /** The file behind {@link #embeddedUrl}. */
    public static java.nio.file.Path embeddedFile(java.nio.file.Path dataDir) {
        return dataDir.resolve("state.mv.db");
    }

    /** The same for another H2 file, given without its ending. */
    StateSettings at(java.nio.file.Path file) {
        int options = url.indexOf(';');
        return new StateSettings(
                "jdbc:h2:file:" + file.toAbsolutePath() + (options < 0 ? "" : url.substring(options)),
                user,
                password,
                poolSize);
    }

    @Override
    public String toString() {
        return "StateSettings[" + url.split("[?;]", 2)[0] + ", user=" + user + "]";
    }
}
