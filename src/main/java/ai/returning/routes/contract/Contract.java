package ai.returning.routes.contract;

import java.nio.file.Path;
import java.util.Collection;

/** The catalogue of operations read from {@code config/returning-ai.openapi.yaml}. Immutable. */
public final class Contract {

    private Contract() {}

    /**
     * Reads the contract.
     *
     * @throws ai.returning.routes.support.RaiException CONTRACT_INVALID with file and line
     */
    public static Contract load(Path file) {
        throw new UnsupportedOperationException("not yet: " + file);
    }

    /** The operation, or OPERATION_UNKNOWN with the nearest right name. */
    public Operation operation(String operationId) {
        throw new UnsupportedOperationException(operationId);
    }

    public Collection<Operation> operations() {
        throw new UnsupportedOperationException();
    }

    /** SHA-256 (hex) over the file and the overrides applied to it. */
    public String hash() {
        throw new UnsupportedOperationException();
    }
}
