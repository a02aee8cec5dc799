package ai.returning.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.contract.JobShape.JobState;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractTest {
    private static final Path FILE = Path.of("config/returning-ai.openapi.yaml");
    private final Contract contract = Contract.load(FILE);

    @Test
    void isValidForAnIndependentParser() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        options.setResolveFully(true);

        SwaggerParseResult result = new OpenAPIV3Parser().readLocation(FILE.toString(), null, options);

        assertThat(result.getMessages()).isNullOrEmpty();
        assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(result.getOpenAPI().getPaths().values().stream()
                        .mapToInt(path -> path.readOperations().size())
                        .sum())
                .isEqualTo(contract.operations().size());
    }

    /** The agreed catalogue of the groups, column by column. */
    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            awardBadge badges POST system /badges/{badgeId}/award x-api-key system unknown DOCUMENTED always false
            createBadge badges POST system /badges x-api-key system no DOCUMENTED none false
            deleteBadge badges DELETE system /badges/{badgeId} x-api-key system yes ASSUMED none false
            listBadges badges GET system /badges x-api-key system yes ASSUMED none false
            removeBadge badges POST system /badges/{badgeId}/remove x-api-key system unknown DOCUMENTED always false
            updateBadge badges PUT system /badges/{badgeId} x-api-key system yes DOCUMENTED none false
            bulkImportUsers bulk POST integration /users/bulk-import none integration unknown DOCUMENTED none true
            bulkUpdatePremiumCurrency bulk POST integration /users/bulk-update/premium-currency bearer-community-key integration no ASSUMED always true
            bulkUpdateUsers bulk POST integration /users/bulk-update bearer-community-key integration no DOCUMENTED by-operator true
            getBulkUpdateDetails bulk GET integration /users/bulk-update/{bulkUpdateId}/details bearer-community-key integration yes ASSUMED none false
            getBulkUpdateStatus bulk GET integration /users/bulk-update/{bulkUpdateId}/status bearer-community-key integration yes ASSUMED none false
            listBulkUpdates bulk GET integration /users/bulk-update bearer-community-key integration yes ASSUMED none false
            sendMessageByWebhook incoming-webhooks POST incoming-webhooks /incoming-webhooks/send-message/{webhookId} incoming-webhook-key integration no ASSUMED always false
            updateCurrencyByWebhook incoming-webhooks POST incoming-webhooks /incoming-webhooks/in-game-currency/{webhookId} incoming-webhook-key integration no ASSUMED always false
            updateUserFieldsByWebhook incoming-webhooks POST incoming-webhooks /incoming-webhooks/custom-user-fields/{webhookId} incoming-webhook-key integration unknown ASSUMED none false
            getMessages messages GET gateway /messages bearer-community-key integration yes DOCUMENTED none false
            reactMessage messages POST integration /messages/react bearer-community-key integration unknown PARTIAL always false
            replyMessage messages POST integration /messages/reply bearer-community-key integration no PARTIAL always false
            sendMessage messages POST integration /messages/send bearer-community-key integration no DOCUMENTED always false
            uploadMessageImage messages POST integration /messages/upload-image bearer-community-key bare no DOCUMENTED none false
            createUserFieldHistory user-field-histories POST application /communities/{communityId}/users/{userId}/user-field-histories bearer-community-key application no ASSUMED always false
            listUserFieldHistories user-field-histories GET application /communities/{communityId}/user-field-histories bearer-community-key application yes ASSUMED none false
            listUserFieldHistoriesByField user-field-histories GET application /communities/{communityId}/user-fields/{fieldId}/histories bearer-community-key application yes ASSUMED none false
            listUserFieldHistoriesByFieldAndUser user-field-histories GET application /communities/{communityId}/users/{userId}/user-fields/{fieldId}/histories bearer-community-key application yes ASSUMED none false
            listUserFieldHistoriesByUser user-field-histories GET application /communities/{communityId}/users/{userId}/user-field-histories bearer-community-key application yes ASSUMED none false
            createUserField user-fields POST application /communities/{communityId}/user-fields bearer-community-key application no DOCUMENTED none false
            deleteUserField user-fields DELETE application /communities/{communityId}/user-fields/{fieldId} bearer-community-key application yes ASSUMED none false
            getUserField user-fields GET application /communities/{communityId}/user-fields/{fieldId} bearer-community-key application yes ASSUMED none false
            listUserFields user-fields GET application /communities/{communityId}/user-fields bearer-community-key application yes ASSUMED none false
            updateUserField user-fields PUT application /communities/{communityId}/user-fields/{fieldId} bearer-community-key application yes DOCUMENTED none false
            createUser users POST integration /users bearer-community-key integration no PARTIAL none false
            getUser users GET application /users/{userId} bearer-user-jwt application yes DOCUMENTED none false
            getUserData users POST integration /users/info bearer-community-key integration yes DOCUMENTED none false
            getUserMilestones users POST integration /users/milestones bearer-community-key integration yes ASSUMED none false
            listCommunityUsers users GET application /communities/{communityId}/users bearer-user-jwt application yes ASSUMED none false
            manageUserAccount users POST integration /users/manage bearer-community-key bare unknown DOCUMENTED none false
            searchUsers users POST integration /users/filter bearer-community-key integration yes PARTIAL none false
            """)
    void holdsTheOperation(
            String id,
            String group,
            String method,
            String server,
            String path,
            String security,
            String envelope,
            String safe,
            Evidence evidence,
            String effect,
            boolean async) {
        Operation operation = contract.operation(id);

        assertThat(operation.group()).isEqualTo(group);
        assertThat(operation.method()).isEqualTo(method);
        assertThat(operation.server()).isEqualTo(server);
        assertThat(operation.path()).isEqualTo(path);
        assertThat(operation.security()).isEqualTo(security);
        assertThat(operation.envelope().name()).isEqualTo(envelope);
        assertThat(operation.safeToRepeat()).hasToString(safe.toUpperCase(Locale.ROOT));
        assertThat(operation.evidence()).isEqualTo(evidence);
        assertThat(operation.effect())
                .hasToString(effect.toUpperCase(Locale.ROOT).replace('-', '_'));
        assertThat(operation.job().isPresent()).isEqualTo(async);
        assertThat(operation.definition().at("/x-rai-source").asText()).isNotBlank();
        assertThat(operation.definition().at("/responses/5XX").isMissingNode()).isFalse();
    }

    @Test
    void holdsThirtySevenOperations() {
        assertThat(contract.operations()).hasSize(38);
    }

    @Test
    void showsExamplesOfEveryAnswerAndEveryBody() {
        assertThat(contract.operations()).allSatisfy(operation -> {
            JsonNode body = operation.definition().at("/requestBody/content");
            if (!body.isMissingNode()) {
                assertThat(body.findValue("example")).as(operation.id()).isNotNull();
            }
            JsonNode ok = operation.definition().path("responses").elements().next();
            assertThat(ok.has("$ref") || ok.findValue("example") != null)
                    .as(operation.id())
                    .isTrue();
        });
    }

    @Test
    void describesTheFileOfABulkUpdate() {
        CsvShape csv = contract.operation("bulkUpdateUsers").csv().orElseThrow();

        assertThat(csv)
                .isEqualTo(new CsvShape(
                        "data",
                        "text/csv; charset=utf-8",
                        "CRLF",
                        CsvShape.EmptyCell.NO_CHANGE,
                        "_op",
                        List.of("add", "subtract", "overwrite"),
                        List.of("add", "subtract"),
                        List.of("email", "userId", "username"),
                        10_000,
                        10 * 1024 * 1024));
    }

    @Test
    void tellsHowToFollowAJob() {
        JobShape job = contract.operation("bulkUpdatePremiumCurrency").job().orElseThrow();

        assertThat(job.type()).isEqualTo("premium-currency");
        assertThat(job.states().get(JobState.COMPLETED)).contains("completed", "done");
        assertThat(job.rows().firstRow()).isEqualTo(2);
        assertThat(job.failedFilter()).containsEntry("status", "failed");
        // the pointers fit the examples of the file itself
        JsonNode list = contract.operation(job.listOperation())
                .definition()
                .at("/responses/200/content/application~1json/example");
        JsonNode first = list.at(
                        contract.operation(job.listOperation()).envelope().payload())
                .get(0);
        assertThat(first.at(JsonPointer.compile(job.job().fileName())).asText()).endsWith(".csv");
        assertThat(list.at(job.hasNextPointer()).isBoolean()).isTrue();
    }

    @Test
    void acceptsTheApplicationEnvelopeInPlaceOfTheIntegrationOne() {
        assertThat(contract.envelopes(contract.operation("getUserData")))
                .extracting(Envelope::name)
                .containsExactly("integration", "application");
    }

    @Test
    void namesServersAndKeys() {
        assertThat(contract.servers())
                .containsOnlyKeys("integration", "application", "system", "gateway", "incoming-webhooks");
        assertThat(contract.securitySchemes().get("x-api-key"))
                .isEqualTo(new SecurityScheme("x-api-key", "x-api-key", "", "RETURNING_AI_SYSTEM_KEY"));
        assertThat(contract.securitySchemes().get("bearer-community-key"))
                .isEqualTo(
                        new SecurityScheme("bearer-community-key", "Authorization", "Bearer ", "RETURNING_AI_API_KEY"));
    }

    @Test
    void suggestsTheRightNameOfAMisspeltOperation() {
        assertThatThrownBy(() -> contract.operation("awrdBadge"))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATION_UNKNOWN))
                .hasMessageContaining("Did you mean awardBadge?");
    }
}
