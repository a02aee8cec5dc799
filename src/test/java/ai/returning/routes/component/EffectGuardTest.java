package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.ContractOverrides;
import ai.returning.routes.contract.ContractOverrides.OperationOverride;
import ai.returning.routes.support.RaiException;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options and operations that are refused when the route starts, and effects that are refused before they are sent. */
class EffectGuardTest {
    private static final String NOWHERE = "http://127.0.0.1:1";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            awardBadge                             | RAI-1009 | Set the option 'businessKey'
            awardBadge?businessKey=order:${body[id]} | RAI-1009 | against the emulator only
            bulkImportUsers                        | RAI-1010 | returning-ai.operations.bulkImportUsers.enabled: true
            listUserFields?pgae=1                  | RAI-1004 | Did you mean page?
            listUserFields?param.pgae=1            | RAI-1004 | param.pgae
            listUserFields?page=two                | RAI-1008 | page must be of type integer
            listUserFields?validate=perhaps        | none     | perhaps
            listUserFields?inFlight=0              | RAI-0001 | between 1 and 10000
            getUserData?paginate=true              | RAI-0001 | x-rai-paging
            getUserData?result=payloads            | RAI-0001 | Did you mean payload?
            getUserData?onError=go                 | RAI-0001 | stop, collect
            getUserData?pageToken=x                | RAI-0001 | paginate=true
            listUserFields?each=true               | RAI-0001 | takes no JSON body
            getUser?userId=${bean:x?method=y}      | RAI-0001 | without method calls
            getUser?userId=${body.getClass()}      | RAI-0001 | without method calls
            """)
    void refusesAtStart(String uri, String code, String part) {
        Throwable failure = start("returning-ai:" + uri, ApiHarness.CONTRACT, false);

        if (code.equals("none")) {
            assertThat(failure).isNotNull().hasStackTraceContaining(part);
            return;
        }
        assertThat(ApiHarness.failure(failure)).hasMessageStartingWith(code).hasMessageContaining(part);
    }

    @Test
    void startsAnEffectWithABusinessKeyAgainstTheEmulator() {
        assertThat(start("returning-ai:awardBadge?businessKey=${body[id]}", ApiHarness.CONTRACT, true))
                .isNull();
    }

    @Test
    void startsAnOperationThatWasEnabledAndNoneThatWasSwitchedOff() {
        Contract changed = ApiHarness.contract(new ContractOverrides(
                Map.of(),
                Map.of(
                        "bulkImportUsers", new OperationOverride(null, null, null, null, true),
                        "getUserData", new OperationOverride(null, null, null, null, false))));

        assertThat(start("returning-ai:bulkImportUsers", changed, false)).isNull();
        assertThat(ApiHarness.failure(start("returning-ai:getUserData", changed, false)))
                .hasMessageStartingWith("RAI-1010")
                .hasMessageContaining("is switched off");
    }

    @Test
    void refusesAnEffectWhoseKeyIsEmptyForThisMessage() {
        try (ApiHarness harness =
                new ApiHarness(ApiHarness.CONTRACT, NOWHERE, s -> s.emulated(operation -> true)).start()) {
            assertThat(ApiHarness.failure(harness.send(
                            "returning-ai:awardBadge?badgeId=b&businessKey=${variable.order}", Map.of("user", "u"))))
                    .hasMessageStartingWith("RAI-1009")
                    .hasMessageContaining("is empty for this message");
        }
    }

    @Test
    void wantsABusinessKeyForEachItem() {
        try (ApiStub api = new ApiStub(request -> ApiStub.json("{\"meta\":{\"success\":true},\"body\":{}}"));
                ApiHarness harness =
                        new ApiHarness(ApiHarness.CONTRACT, api.url(), s -> s.emulated(operation -> true)).start()) {
            List<?> outcomes = harness.send(
                            "returning-ai:awardBadge?badgeId=b&businessKey=${body[order]}&each=true&onError=collect"
                                    + "&validate=false",
                            List.of(Map.of("order", "1"), Map.of("other", "2")))
                    .getMessage()
                    .getBody(List.class);

            assertThat(outcomes).hasSize(2);
            assertThat(((CallOutcome) outcomes.get(0)).ok()).isTrue();
            assertThat(((CallOutcome) outcomes.get(1)).failure()).startsWith("RAI-1009");
            assertThat(api.requests).hasSize(1);
        }
    }

    @Test
    void refusesAFileThatAddsWithoutABusinessKey() {
        try (ApiStub api = new ApiStub(request -> ApiStub.json("{\"status\":\"success\",\"data\":{}}"));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            String adds = "email,coins_op,coins\r\nkofi@example.org,overwrite,1\r\nb@example.org,add,1\r\n";

            RaiException failure = ApiHarness.failure(harness.send("returning-ai:bulkUpdateUsers", adds));

            assertThat(failure).hasMessageStartingWith("RAI-1009").hasMessageContaining("adds or subtracts");
            assertThat(api.requests).isEmpty();
            assertThat(harness.send("returning-ai:bulkUpdateUsers", adds.replace(",add,", ",overwrite,"))
                            .getException())
                    .isNull();
        }
    }

    private static Throwable start(String uri, Contract contract, boolean emulated) {
        try (ApiHarness harness = new ApiHarness(contract, NOWHERE, s -> s.emulated(operation -> emulated))) {
            return catchThrowable(() -> harness.route(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:start").to(uri);
                        }
                    })
                    .start());
        }
    }
}
