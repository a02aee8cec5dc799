package ai.returning.routes.sync.mapping;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.sync.source.SourceColumns;
import java.nio.file.Path;
import java.util.List;

/** A mapping file, read and checked. Immutable; {@link #compile} makes the part that works on rows. */
public final class Mapping {

    private Mapping() {}

    /**
     * Reads a mapping and checks it against the contract and the declared fields of the community.
     *
     * @throws ai.returning.routes.support.RaiException MAPPING_INVALID with {@code file:line}
     */
    public static Mapping load(Path file, Contract contract, Path communityFields) {
        throw new UnsupportedOperationException("not yet " + file + contract + communityFields);
    }

    /** The operation the mapped rows are for. */
    public String operation() {
        throw new UnsupportedOperationException();
    }

    /** The target field that names the user. */
    public String identifier() {
        throw new UnsupportedOperationException();
    }

    /** SHA-256 (hex) over everything that decides what a row becomes. */
    public String hash() {
        throw new UnsupportedOperationException();
    }

    /** The header of the file, operator columns included. */
    public List<String> header() {
        throw new UnsupportedOperationException();
    }

    /** True if every operator is overwrite, so that sending a row again does no harm. */
    public boolean overwriteOnly() {
        throw new UnsupportedOperationException();
    }

    /**
     * Binds the mapping to the columns of a query.
     *
     * @throws ai.returning.routes.support.RaiException SOURCE_COLUMN_MISSING with file, line and the nearest column
     */
    public RowMapper compile(SourceColumns columns) {
        throw new UnsupportedOperationException(columns.toString());
    }
}
