package ai.returning.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.returning.routes.contract.ContractOverrides.OperationOverride;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractErrorsTest {
    private static final Path FILE = Path.of("config/returning-ai.openapi.yaml");

    private final Path folder;

    ContractErrorsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Each row breaks the first line that holds the left text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x-rai-server: integration | x-rai-server: integratoin | Did you mean integration?",
                "x-rai-evidence: documented | x-rai-evidence: certain | documented, partial, assumed",
                "x-rai-effect: by-operator | x-rai-effect: by_operator | Did you mean by-operator?",
                "x-rai-envelope: integration | x-rai-envelope: intgration | Did you mean integration?",
                "x-rai-permission: bulkUpdateUser? | x-rai-permision: x | Did you mean x-rai-permission?",
                "jobs: users-bulk | jobs: user-bulk | Did you mean users-bulk?",
                "status: getBulkUpdateStatus | status: getBulkUpdateState | Did you mean getBulkUpdateStatus?",
                "id-parameter: bulkUpdateId | id-parameter: jobId | has no parameter 'jobId'",
                "empty-cell: no-change | empty-cell: keep | no-change, clears",
                "max-rows: 10000 | max-rows: many | whole number",
                "max-rows: 10000 | max-rows: 0 | above 0",
                "effect-operators: [add, subtract] | effect-operators: [adds] | 'adds' is none of the operators",
                "line-end: CRLF | line-end: CR | CRLF or LF",
                "identifiers: [email, userId, username] | identifiers: [] | identifier column",
                "payload: /data | payload: data | JSON pointer",
                "operationId: listBulkUpdates | operationId: bulkUpdateUsers | stands twice",
                "$ref: \"#/components/parameters/page\" | $ref: \"#/components/parameters/pag\" | points at nothing",
                "/users/bulk-update/{bulkUpdateId}/status: | /users/bulk-update/{id}/status: | declared path parameters",
                "tags: [bulk] | tags: [bulk, more] | one tag",
                "x-rai-async: false | x-rai-async: later | x-rai-async must be false",
                "type: apiKey | type: oauth2 | header of its own",
                "also: [application] | allso: [application] | Did you mean also?",
                "counts: each | absence: maybe | proof or no-proof",
                "same: { /value: /body/value } | subjects: all | 'subjects'",
                "subject: /parameters/userId | subject: /parameters/user | names the subject",
                "operationId: bulkUpdateUsers | operation: bulkUpdateUsers | 'operationId' is missing",
            })
    void namesFileAndLineOfAFault(String text, String broken, String part) throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        int at = 0;
        while (!lines.get(at).contains(text) || lines.get(at).startsWith("#")) {
            at++;
        }
        lines.set(at, lines.get(at).replace(text, broken));
        Path file = Files.write(folder.resolve("broken.yaml"), lines);

        RaiException fault = catchThrowableOfType(RaiException.class, () -> Contract.load(file));

        assertThat(fault.code()).isEqualTo(ErrorCode.CONTRACT_INVALID);
        assertThat(fault.getMessage()).startsWith("RAI-0003 " + file + ":").contains(part);
        int line =
                Integer.parseInt(String.valueOf(fault.getMessage()).replaceFirst("^.*broken\\.yaml:(\\d+).*$", "$1"));
        // some faults show only where the broken line is used, a few lines off
        assertThat(line).isBetween(at - 15, at + 15);
    }

    @Test
    void refusesToCallAnOldBalanceAProof() throws IOException {
        String adds = "          value: { shown: /coins, adds: /body/amount }\n";
        String shipped = Files.readString(FILE);
        assertThat(shipped).contains(adds);
        Path word = Files.writeString(
                folder.resolve("word.yaml"), shipped.replace(adds, adds + "          absence: proof\n"));
        Path none = Files.writeString(
                folder.resolve("none.yaml"), shipped.replace(adds, adds + "          absence: no-proof\n"));

        RaiException fault = catchThrowableOfType(RaiException.class, () -> Contract.load(word));

        assertThat(fault.code()).isEqualTo(ErrorCode.CONTRACT_INVALID);
        assertThat(fault)
                .hasMessageContaining("'absence: proof' does not go with 'adds'")
                .hasMessageContaining("a person decides");
        assertThat(Contract.load(none).operations()).isNotEmpty();
    }

    @Test
    void saysThatAFileIsMissing() {
        RaiException fault =
                catchThrowableOfType(RaiException.class, () -> Contract.load(folder.resolve("nowhere.yaml")));

        assertThat(fault.code()).isEqualTo(ErrorCode.CONTRACT_INVALID);
        assertThat(fault).hasMessageContaining("nowhere.yaml");
    }

    @Test
    void laysTheConfigurationOverOperationsAndServers() {
        Contract contract = Contract.load(
                FILE,
                new ContractOverrides(
                        Map.of("integration", "https://tenant.example.org/apis", "tenant", "https://other.example.org"),
                        Map.of(
                                "getBulkUpdateStatus",
                                new OperationOverride("/jobs/{bulkUpdateId}", "tenant", "none", "bare"))));

        Operation changed = contract.operation("getBulkUpdateStatus");
        assertThat(changed.path()).isEqualTo("/jobs/{bulkUpdateId}");
        assertThat(changed.server()).isEqualTo("tenant");
        assertThat(changed.security()).isEqualTo(SecurityScheme.NONE);
        assertThat(changed.envelope().name()).isEqualTo("bare");
        assertThat(changed.evidence()).isEqualTo(Evidence.ASSUMED);
        assertThat(contract.servers()).containsEntry("integration", "https://tenant.example.org/apis");
        assertThat(contract.operation("listBulkUpdates").path()).isEqualTo("/users/bulk-update");
    }

    @ParameterizedTest
    @CsvSource({
        "getBulkUpdateState, , , , , Did you mean getBulkUpdateStatus?",
        "getBulkUpdateStatus, /jobs/{id}, , , , .path has the value '/jobs/{id}'",
        "getBulkUpdateStatus, jobs/{bulkUpdateId}, , , , It must be made of",
        "getBulkUpdateStatus, /my jobs/{bulkUpdateId}, , , , It must be made of",
        "getBulkUpdateStatus, , integratoin, , , Did you mean integration?",
        "getBulkUpdateStatus, , , bearer-key, , .security has the unknown value 'bearer-key'",
        "getBulkUpdateStatus, , , , plain, .envelope has the unknown value 'plain'",
    })
    void namesThePropertyOfAWrongOverride(
            String id, String path, String server, String security, String envelope, String part) {
        ContractOverrides overrides =
                new ContractOverrides(Map.of(), Map.of(id, new OperationOverride(path, server, security, envelope)));

        RaiException fault = catchThrowableOfType(RaiException.class, () -> Contract.load(FILE, overrides));

        assertThat(fault.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(fault.getMessage()).contains("returning-ai.operations." + id, part);
    }

    @Test
    void hashesTheFileAndChangedOperationsButNoHosts() throws IOException {
        String hash = Contract.load(FILE).hash();
        Path changed = folder.resolve("changed.yaml");
        Files.writeString(changed, Files.readString(FILE) + "# a comment\n");
        ContractOverrides host = new ContractOverrides(Map.of("integration", "https://a.example.org"), Map.of());
        ContractOverrides path = new ContractOverrides(
                Map.of(), Map.of("getUserData", new OperationOverride("/users/data", null, null, null)));

        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(Contract.load(changed).hash()).isNotEqualTo(hash);
        assertThat(Contract.load(FILE, host).hash()).isEqualTo(hash);
        assertThat(Contract.load(FILE, path).hash()).isNotEqualTo(hash);
    }
}
