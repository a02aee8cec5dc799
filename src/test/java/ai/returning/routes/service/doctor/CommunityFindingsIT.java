package ai.returning.routes.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.service.doctor.Finding.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of keys and communities. */
class CommunityFindingsIT {
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    private static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    private static final String GOOD = "00aa11bb22cc";
    private static final String FOREIGN = "00aa11bb22dd";

    private Emulator emulator;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Set<String> permissions = Set.of("userFields", "getUserData");
        emulator = Emulator.start(EmulatorSettings.of(
                CONTRACT,
                folder,
                COMMUNITY,
                new ApiKey(GOOD, COMMUNITY, permissions, null),
                new ApiKey(FOREIGN, "66b1d0a4c5e2f30011aa0002", permissions, null)));
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private List<Finding> check(String key, String community) {
        ClientSettings wire = ClientSettings.standard();
        for (String server : CONTRACT.servers().keySet()) {
            wire = wire.server(server, emulator.baseUrl(server));
        }
        for (String scheme : CONTRACT.securitySchemes().keySet()) {
            wire = wire.key(scheme, key);
        }
        try (ApiClient client = new HttpApiClient(CONTRACT, wire, Clock.systemUTC())) {
            Tenant tenant = new Tenant(
                    CONTRACT,
                    Map.of(),
                    Set.of(),
                    operation -> !operation.security().equals("bearer-user-jwt"),
                    community,
                    client);
            return new CommunityFindings(tenant, operation -> true).check();
        }
    }

    private static List<Finding> keys(List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.area().equals("community"))
                .toList();
    }

    @Test
    void saysByWhichOperationAKeyIsProvenAndHowSureThatIs() {
        assertThat(keys(check(GOOD, COMMUNITY)))
                .filteredOn(finding -> finding.level() == Level.OK)
                .extracting(Finding::text)
                .containsExactlyInAnyOrder(
                        "listUserFields was accepted for " + COMMUNITY + ", evidence assumed",
                        "listMyServers shows " + COMMUNITY + ", evidence assumed");
    }

    @Test
    void failsWithAKeyOfAnotherCommunityAndChangesNothing() {
        assertThat(keys(check(FOREIGN, COMMUNITY)))
                .filteredOn(finding -> finding.level() == Level.FAIL)
                .hasSize(2)
                .allSatisfy(finding -> {
                    assertThat(finding.text()).contains("RAI-4015").doesNotContain(FOREIGN);
                    assertThat(finding.next()).contains("RETURNING_AI_COMMUNITY_ID");
                });
        assertThat(emulator.requests().counts().keySet())
                .allMatch(id -> CONTRACT.operation(id).effect() == EffectMark.NONE);
    }

    @Test
    void asksNothingWithoutACommunity() {
        assertThat(keys(check(GOOD, "")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.NOTE));
        assertThat(emulator.requests().all()).isEmpty();
    }

    @Test
    void showsWhatNamesOfUsersRestOn() {
        assertThat(check(GOOD, ""))
                .filteredOn(finding -> finding.area().equals("names of users"))
                .extracting(Finding::check, Finding::text)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(
                                "getUserData",
                                "shows by e-mail address or short id: short id, user name; evidence documented"),
                        org.assertj.core.groups.Tuple.tuple(
                                "listCommunityUsers",
                                "not used, it is off or has no key; it lists for all users: e-mail address, short id,"
                                        + " user name, object id; evidence assumed"));
    }
}
