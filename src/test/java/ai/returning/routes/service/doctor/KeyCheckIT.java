package ai.returning.routes.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.ContractOverrides;
import ai.returning.routes.contract.ContractOverrides.OperationOverride;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.RecordedRequest;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.service.doctor.Finding.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and permissions as an emulator holds them. */
class KeyCheckIT {
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    private static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    private static final String GOOD = "00aa11bb22cc";
    private static final String WITHOUT_FIELDS = "00aa11bb22dd";

    private Emulator emulator;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        emulator = Emulator.start(EmulatorSettings.of(
                        CONTRACT,
                        folder,
                        COMMUNITY,
                        new ApiKey(GOOD, COMMUNITY, Set.of("bulkUpdateUser", "getUserData", "userFields"), null),
                        new ApiKey(WITHOUT_FIELDS, COMMUNITY, Set.of("bulkUpdateUser", "getUserData"), null))
                .withSeed(() -> new EmulatorSeed(List.of(), Stream.of(SeedUser.of("one@example.org")))));
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void findsAGoodKeyGood() throws Exception {
        List<Finding> found = check(CONTRACT, GOOD, COMMUNITY, used("bulkUpdateUsers", "getUserData"));

        assertThat(found).extracting(Finding::level).doesNotContain(Level.FAIL);
        assertThat(found)
                .filteredOn(finding -> finding.check().startsWith("key for"))
                .extracting(Finding::text)
                .contains(
                        "accepted (200), permission bulkUpdateUser, evidence assumed",
                        "accepted (200), permission getUserData, evidence partial",
                        "accepted (200), permission userFields, evidence assumed");
    }

    @Test
    void changesNothing() throws Exception {
        check(CONTRACT, GOOD, COMMUNITY, used("bulkUpdateUsers"));

        assertThat(emulator.requests().all())
                .extracting(RecordedRequest::operation)
                .filteredOn(operation -> !operation.isEmpty())
                .isNotEmpty()
                .allMatch(operation -> KeyCheck.isProbe(CONTRACT.operation(operation)));
        assertThat(emulator.jobs()).isEmpty();
    }

    @Test
    void namesTheVariableOfAWrongKeyAndNotTheKey() throws Exception {
        List<Finding> found = check(CONTRACT, "not-the-key", COMMUNITY, used("bulkUpdateUsers"));

        assertThat(failures(found)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.text()).isEqualTo("refused (401)");
            assertThat(finding.next()).contains("RETURNING_AI_API_KEY").doesNotContain("not-the-key");
        });
    }

    @Test
    void failsForAMissingPermissionOnlyWhereAFlowNeedsIt() throws Exception {
        Finding unused = fields(check(CONTRACT, WITHOUT_FIELDS, COMMUNITY, used("bulkUpdateUsers")));
        Finding needed = fields(check(CONTRACT, WITHOUT_FIELDS, COMMUNITY, used("createUserField")));

        assertThat(unused.level()).isEqualTo(Level.NOTE);
        assertThat(unused.text()).contains("without the permission userFields (403)", "nothing that is enabled");
        assertThat(needed.level()).isEqualTo(Level.FAIL);
        assertThat(needed.next()).contains("give the key this permission");
    }

    @Test
    void doesNotCallWhatIsSwitchedOff() throws Exception {
        Contract without = Contract.load(
                Path.of("config/returning-ai.openapi.yaml"),
                new ContractOverrides(
                        Map.of(), Map.of("listUserFields", new OperationOverride(null, null, null, null, false))));

        check(without, GOOD, COMMUNITY, used("bulkUpdateUsers"));

        assertThat(emulator.requests().all())
                .extracting(RecordedRequest::operation)
                .isNotEmpty()
                .doesNotContain("listUserFields");
    }

    @Test
    void namesTheKeyAFlowNeedsAndNobodySet() throws Exception {
        assertThat(failures(check(CONTRACT, "", COMMUNITY, used("bulkUpdateUsers"))))
                .singleElement()
                .extracting(Finding::next)
                .isEqualTo("set RETURNING_AI_API_KEY");
    }

    @Test
    void asksForTheCommunityWhereItIsNeeded() throws Exception {
        assertThat(fields(check(CONTRACT, GOOD, "", used("createUserField"))).next())
                .isEqualTo("set RETURNING_AI_COMMUNITY_ID");
    }

    @Test
    void namesTheSettingForARouteTheHostDoesNotHave() throws Exception {
        Contract elsewhere = Contract.load(
                Path.of("config/returning-ai.openapi.yaml"),
                new ContractOverrides(
                        Map.of(),
                        Map.of("listBulkUpdates", new OperationOverride("/jobs/of-users", null, null, null))));

        assertThat(failures(check(elsewhere, GOOD, COMMUNITY, used("bulkUpdateUsers"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.text()).contains("GET /jobs/of-users (404)");
                    assertThat(finding.next()).contains("returning-ai.operations.listBulkUpdates.path");
                });
    }

    private static Finding fields(List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.check().equals("key for listUserFields"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Finding> failures(List<Finding> found) {
        return found.stream().filter(finding -> finding.level() == Level.FAIL).toList();
    }

    private static Set<Operation> used(String... operations) {
        return Stream.of(operations).map(CONTRACT::operation).collect(java.util.stream.Collectors.toSet());
    }

    private List<Finding> check(Contract contract, String key, String community, Set<Operation> used) throws Exception {
        Map<String, String> servers = new LinkedHashMap<>();
        ClientSettings settings = ClientSettings.standard().key("bearer-community-key", key);
        for (String server : contract.servers().keySet()) {
            servers.put(server, emulator.baseUrl(server));
            settings = settings.server(server, emulator.baseUrl(server));
        }
        try (HttpApiClient client = new HttpApiClient(contract, settings, Clock.systemUTC())) {
            Tenant tenant = new Tenant(
                    contract,
                    servers,
                    Set.of(),
                    operation -> !key.isEmpty() && operation.security().equals("bearer-community-key"),
                    community,
                    client);
            NetworkCheck network = new NetworkCheck(SSLContext.getDefault(), Clock.systemUTC(), Duration.ofSeconds(60));
            return new ApiCheck(tenant, used, network).check();
        }
    }
}
