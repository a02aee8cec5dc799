package ai.returning.routes.sync.source;

class PostgresCursorIT extends PostgresContract {
    @Override
    SourceSettings.Copy copy() {
        return SourceSettings.Copy.OFF;
    }
}
