package ai.returning.routes.jdbc;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;

/** The state databases we keep our promises on. */
public enum Dialect {
    H2("binary large object"),
    POSTGRESQL("bytea");

    private final String blobType;

    Dialect(String blobType) {
        this.blobType = blobType;
    }

    /** Column type of a byte block of any size. */
    String blobType() {
        return blobType;
    }

    /** True if the database file is held by one process, so that an open lease of another process is a dead one. */
    public boolean heldByOneProcess() {
        return this == H2;
    }

    static Dialect of(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return H2;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new RaiException(
                ErrorCode.CONFIG_INVALID,
                "STATE_DB_URL must start with jdbc:postgresql: or jdbc:h2:file:, but starts with '"
                        + url.substring(0, Math.min(url.length(), 20))
                        + "'. State on other databases is not supported.");
    }
}
