package ai.returning.routes.sync.source;

class PostgresCopyIT extends PostgresContract {
    @Override
    SourceSettings.Copy copy() {
        return SourceSettings.Copy.AUTO;
    }
}
