package ai.returning.routes.jdbc;

/** What keeps a database fast and small beside the work, until it is closed. */
interface Upkeep extends AutoCloseable {
    @Override
    void close();
}
