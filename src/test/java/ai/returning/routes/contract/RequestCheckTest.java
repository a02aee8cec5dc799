package ai.returning.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestCheckTest {
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));

    private final RequestCheck check = new RequestCheck();

    @Test
    void acceptsTheExamplesOfTheContract() {
        assertThat(CONTRACT.operations()).allSatisfy(operation -> {
            JsonNode example = operation.definition().at("/requestBody/content/application~1json/example");
            if (!example.isMissingNode()) {
                assertThat(check.check(operation, required(operation), example))
                        .as(operation.id())
                        .isEmpty();
            }
        });
    }

    @Test
    void namesAnUnknownParameterAndTheNearestRightName() {
        assertThat(check.check(operation("listUserFields"), Map.of("communityId", "c", "pge", "1"), null))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.where()).isEqualTo("pge");
                    assertThat(violation.problem()).contains("Did you mean page?");
                });
    }

    @Test
    void doesNotRepeatNamesOfTheBodyAsTheyCame() {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putArray("fields").add("email");
        body.putObject("filter").putNull("kofi@example.org\nRAI-0000 forged").putNull("x".repeat(5_000));

        assertThat(check.check(operation("searchUsers"), Map.of(), body))
                .extracting(Violation::where)
                .hasSizeGreaterThan(1)
                .allSatisfy(where -> assertThat(where).hasSizeLessThan(202).doesNotContain("kofi", "\n"))
                .anySatisfy(where -> assertThat(where).startsWith("/filter/k***@example.org"));
    }

    @Test
    void namesAMissingParameterAndAWrongTypeWithoutTheValue() {
        assertThat(check.check(operation("listUserFields"), Map.of("page", "kofi@example.org"), null))
                .extracting(Violation::toString)
                .containsExactly("communityId is missing", "page must be of type integer, not 'k***@example.org'");
    }

    @Test
    void leavesMissingParametersToLaterWhereOnlyTheGivenCount() {
        assertThat(check.checkGiven(operation("listUserFields"), Map.of())).isEmpty();
        assertThatThrownBy(() -> check.requireGiven(operation("listUserFields"), Map.of("page", "two")))
                .hasMessageContaining("page must be of type integer");
    }

    @Test
    void pointsAtTheWrongPlaceOfABody() throws Exception {
        assertThat(problems("getUserData", "{}")).containsExactly("/idOrEmail is missing");
        assertThat(problems("getUserData", "{\"idOrEmail\":[4417]}"))
                .containsExactly("/idOrEmail must be of type string, not array");
        assertThat(problems("getUserData", "[]")).containsExactly("the body must be of type object, not array");
    }

    @Test
    void showsAWrongValueMasked() throws Exception {
        List<String> problems =
                problems("createUserField", "{\"field\":\"a\",\"name\":\"b\",\"type\":\"kofi@example.org\"}");

        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("/type must be one of")
                .contains("k***@example.org");
    }

    @Test
    void missesABodyThatIsRequired() {
        assertThat(check.check(operation("getUserData"), Map.of(), null))
                .extracting(Violation::toString)
                .containsExactly("the body is missing");
    }

    @Test
    void refusesWithTheCodeAndTheOperation() {
        assertThatThrownBy(() -> check.require(operation("getUserData"), Map.of("a", "b"), null))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_UNFIT))
                .hasMessageContaining("The request for getUserData does not fit the contract: a is no parameter")
                .hasMessageContaining("Nothing was sent.");
    }

    private List<String> problems(String id, String body) throws JsonProcessingException {
        Operation operation = operation(id);
        return check.check(operation, required(operation), Json.MAPPER.readTree(body)).stream()
                .map(Violation::toString)
                .toList();
    }

    private static Map<String, String> required(Operation operation) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.required() || parameter.in() == ApiParameter.In.PATH)
                .collect(java.util.stream.Collectors.toMap(ApiParameter::name, parameter -> "x"));
    }

    private static Operation operation(String id) {
        return CONTRACT.operation(id);
    }
}
