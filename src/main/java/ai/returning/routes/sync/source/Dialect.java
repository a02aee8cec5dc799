package ai.returning.routes.sync.source;

import java.util.List;

/** What differs between databases when a query is read. */
enum Dialect {
    POSTGRESQL(false, false, List.of()),
    /** MySQL streams only if asked in its own way; backslash escapes within quotes. */
    MYSQL(true, false, List.of()),
    /** Its driver does not tell the server that a connection only reads. */
    MARIADB(true, false, List.of("SET SESSION TRANSACTION READ ONLY")),
    SQL_SERVER(false, true, List.of()),
    /** Without it H2 gathers the whole result before it gives the first row. */
    H2(false, false, List.of("SET LAZY_QUERY_EXECUTION 1")),
    OTHER(false, false, List.of());

    private final boolean backslashEscapes;
    private final boolean bracketNames;
    private final List<String> sessionStatements;

    Dialect(boolean backslashEscapes, boolean bracketNames, List<String> sessionStatements) {
        this.backslashEscapes = backslashEscapes;
        this.bracketNames = bracketNames;
        this.sessionStatements = sessionStatements;
    }

    static Dialect of(String url) {
        return switch (JdbcUrl.subprotocol(url)) {
            case "postgresql" -> POSTGRESQL;
            case "mysql" -> MYSQL;
            case "mariadb" -> MARIADB;
            case "sqlserver" -> SQL_SERVER;
            case "h2" -> H2;
            default -> OTHER;
        };
    }

    boolean backslashEscapes() {
        return backslashEscapes;
    }

    boolean bracketNames() {
        return bracketNames;
    }

    /** Statements a new session runs before the query. */
    List<String> sessionStatements() {
        return sessionStatements;
    }

    int fetchSize(int rows) {
        return this == MYSQL ? Integer.MIN_VALUE : rows;
    }
}
