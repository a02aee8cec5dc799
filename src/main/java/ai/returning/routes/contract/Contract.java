package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The catalogue of operations read from {@code config/returning-ai.openapi.yaml}. Immutable. */
public final class Contract {
    private final Map<String, Operation> operations;
    private final Envelopes envelopes;
    private final Map<String, String> servers;
    private final Map<String, SecurityScheme> securitySchemes;
    private final String communityParameter;
    private final String hash;

    Contract(
            Map<String, Operation> operations,
            Envelopes envelopes,
            Map<String, String> servers,
            Map<String, SecurityScheme> securitySchemes,
            String communityParameter,
            String hash) {
        this.operations = operations;
        this.envelopes = envelopes;
        this.servers = servers;
        this.securitySchemes = securitySchemes;
        this.communityParameter = communityParameter;
        this.hash = hash;
    }

    /**
     * Reads the contract.
     *
     * @throws RaiException CONTRACT_INVALID with file and line
     */
    public static Contract load(Path file) {
        return load(file, ContractOverrides.NONE);
    }

    /**
     * Reads the contract and applies what the configuration changes in it.
     *
     * @throws RaiException CONTRACT_INVALID with file and line, or CONFIG_INVALID with the property of a wrong override
     */
    public static Contract load(Path file, ContractOverrides overrides) {
        return new ContractFile(file, overrides).read();
    }

    /**
     * Everything wrong in a contract at once.
     *
     * @param root the file as YAML
     * @return one error a mistake, each with file and line; empty if the contract loads
     */
    public static List<RaiException> problems(YamlNode root) {
        return new ContractProblems(root).find();
    }

    /** The operation, or OPERATION_UNKNOWN with the nearest right name. */
    public Operation operation(String operationId) {
        Operation operation = operations.get(operationId);
        if (operation == null) {
            throw new RaiException(
                    ErrorCode.OPERATION_UNKNOWN,
                    "Operation '" + operationId + "' is not in the contract."
                            + Nearest.hint(operationId, operations.keySet()));
        }
        return operation;
    }

    /** All operations, in the order of the file. */
    public Collection<Operation> operations() {
        return operations.values();
    }

    /** The envelopes an answer of the operation may have: its own, then those accepted in its place. */
    public List<Envelope> envelopes(Operation operation) {
        return envelopes.accepted(operation.envelope().name());
    }

    /** Base URLs by server name. */
    public Map<String, String> servers() {
        return servers;
    }

    /** Security schemes by name. */
    public Map<String, SecurityScheme> securitySchemes() {
        return securitySchemes;
    }

    /** The parameter that has the value of {@code returning-ai.community-id} unless another is given; may be empty. */
    public String communityParameter() {
        return communityParameter;
    }

    /**
     * SHA-256 (hex) over the file and the operations changed by overrides. Base URLs do not count: where a host stands
     * changes nothing in what is sent.
     */
    public String hash() {
        return hash;
    }
}
