package ai.returning.routes.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.service.FlowScan;
import ai.returning.routes.service.FlowUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What route files call. */
class FlowScanTest {
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));

    @TempDir
    Path flows;

    @Test
    void readsOperationsAndSourcesOfTheRealFlow() {
        FlowCheck check =
                FlowCheck.of(new FlowScan(Path.of("routes"), FlowScanTest::onlyTheSync), CONTRACT, operation -> false);

        assertThat(check.sources()).containsExactly("customers");
        assertThat(check.findings()).anySatisfy(finding -> {
            assertThat(finding.area()).isEqualTo("flow sync-customers");
            assertThat(finding.text()).startsWith("bulkUpdateUsers (documented), listBulkUpdates (assumed)");
        });
    }

    private static String onlyTheSync(String key) {
        return Boolean.toString(key.equals("returning-ai.routes.sync-customers.enabled"));
    }

    @Test
    void looksIntoKamelets() throws IOException {
        write(
                "kamelets/a-user-get-action.kamelet.yaml",
                "spec: {template: {from: {steps: [{to: {uri: 'returning-ai:getUserData'}}]}}}");
        route("look-up", "true", "kamelet:a-user-get-action/look-up?user=1");

        assertThat(scan(Map.of()).read())
                .singleElement()
                .extracting(FlowUse::operations)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.ITERABLE)
                .containsExactly("getUserData");
    }

    @Test
    void leavesOutRoutesThatDoNotStart() throws IOException {
        route("look-up", "{{look-up.enabled}}", "returning-ai:getUserData");

        assertThat(scan(Map.of("look-up.enabled", "false")).read())
                .allMatch(use -> !use.enabled() && use.operations().isEmpty());
        assertThat(scan(Map.of("look-up.enabled", "true")).read()).allMatch(FlowUse::enabled);
    }

    @Test
    void failsForAnOperationThatIsNotInTheContract() throws IOException {
        route("look-up", "true", "returning-ai:getUserDat");

        assertThat(FlowCheck.of(scan(Map.of()), CONTRACT, operation -> false).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("Did you mean getUserData?"));
    }

    @Test
    void failsForCallsThatWouldNotStart() throws IOException {
        route("off", "true", "returning-ai:bulkImportUsers");
        route("no-key", "true", "returning-ai:awardBadge");
        // the ledger does it once, on any tenant
        route("tenant", "true", "returning-ai:awardBadge?businessKey=${body[id]}");

        List<Finding> findings =
                FlowCheck.of(scan(Map.of()), CONTRACT, operation -> false).findings();

        assertThat(findings)
                .filteredOn(finding -> finding.level() == Finding.Level.FAIL)
                .extracting(Finding::text)
                .satisfiesExactly(
                        text -> assertThat(text).contains("no business key"),
                        text -> assertThat(text).contains("returning-ai.operations.bulkImportUsers.enabled: true"));
        assertThat(findings)
                .filteredOn(finding -> finding.level() == Finding.Level.OK)
                .extracting(Finding::area)
                .containsExactly("flow tenant");
    }

    @Test
    void seesWhatRulesAskFor() throws IOException {
        for (String form : List.of(
                "{uri: 'returning-ai-sync:decide?rules=reward.rules.yaml'}",
                "{uri: 'returning-ai-sync:decide', parameters: {rules: '{{rules}}'}}")) {
            write(
                    "reward/reward.camel.yaml",
                    "- route: {id: reward, from: {uri: direct:a, steps: [{to: " + form + "}]}}");
            write("reward/reward.rules.yaml", """
                    rules:
                      - do: awardBadge
                      - do: bulkUpdatePremiumCurrency
                    """);
            FlowScan scan = scan(Map.of("rules", "reward.rules.yaml"));

            assertThat(scan.read()).singleElement().satisfies(use -> {
                assertThat(use.operations()).isEmpty();
                assertThat(use.decided()).containsExactly("awardBadge", "bulkUpdatePremiumCurrency");
                assertThat(use.all()).isEqualTo(use.decided());
            });
            // the first is fine on any tenant, the second is off by default
            assertThat(FlowCheck.of(scan, CONTRACT, operation -> false).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.text())
                            .contains("returning-ai.operations.bulkUpdatePremiumCurrency.enabled: true"));
        }
    }

    @Test
    void seesWhatTheRulesOfTheRealFlowsAskFor() {
        assertThat(new FlowScan(Path.of("routes"), key -> "true").read())
                .filteredOn(use -> !use.decided().isEmpty())
                .extracting(FlowUse::flow)
                .contains("award-badges", "grant-premium-currency", "ingest-item-purchased", "record-field-history");
    }

    @Test
    void seesEveryFormOfRouteAtEveryDepth() throws IOException {
        write("deep/er/still/a.camel.yaml", """
                - from:
                    uri: direct:a
                    steps:
                      - to: {uri: returning-ai:getUserData}
                """);
        write("shared/b.camel.yaml", """
                - routeConfiguration:
                    id: tell
                    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          steps:
                            - to: returning-ai:sendMessage
                - onException:
                    exception: [java.lang.Exception]
                    steps:
                      - to: returning-ai:createUser
                """);

        assertThat(scan(Map.of()).read())
                .flatExtracting(FlowUse::operations)
                .containsExactlyInAnyOrder("getUserData", "sendMessage", "createUser");
    }

    @Test
    void failsForAFileThatCannotBeRead() throws IOException {
        write("look-up/look-up.camel.yaml", "- route: [");

        assertThat(FlowCheck.of(scan(Map.of()), CONTRACT, operation -> false).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("look-up.camel.yaml"));
    }

    private FlowScan scan(Map<String, String> settings) {
        return new FlowScan(flows, settings::get);
    }

    private void route(String flow, String autoStartup, String uri) throws IOException {
        write(flow + "/" + flow + ".camel.yaml", """
                - route:
                    id: %s
                    autoStartup: "%s"
                    from:
                      uri: direct:start
                      steps:
                        - to:
                            uri: "%s"
                """.formatted(flow, autoStartup, uri));
    }

    private void write(String name, String text) throws IOException {
        Path file = flows.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
