package ai.returning.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the paging marks of the contract against the operations and examples of the same file. */
class ContractPagingTest {
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    private static final Set<String> STYLES = Set.of("page", "skip", "cursor", "fixed");
    private static final Set<String> KEYS =
            Set.of("style", "parameter", "limit", "first", "size", "items", "id", "more", "next");

    static Stream<Operation> paged() {
        return CONTRACT.operations().stream()
                .filter(operation -> !paging(operation).isMissingNode());
    }

    private static JsonNode paging(Operation operation) {
        return operation.definition().path("x-rai-paging");
    }

    @Test
    void marksTheListsThatComeInPages() {
        assertThat(paged().map(Operation::id))
                .containsExactlyInAnyOrder(
                        "listBulkUpdates",
                        "getBulkUpdateDetails",
                        "searchUsers",
                        "getUserMilestones",
                        "listCommunityUsers",
                        "listUserFields",
                        "listUserFieldHistories",
                        "listUserFieldHistoriesByField",
                        "listUserFieldHistoriesByUser",
                        "listUserFieldHistoriesByFieldAndUser");
    }

    @ParameterizedTest
    @MethodSource("paged")
    void hasTheKeysOfItsStyle(Operation operation) {
        JsonNode paging = paging(operation);
        String style = paging.path("style").asText();

        assertThat(STYLES).contains(style);
        assertThat(StreamSupport.stream(((Iterable<String>) paging::fieldNames).spliterator(), false))
                .isSubsetOf(KEYS)
                .contains("parameter", "size", "items");
        assertThat(paging.has("limit")).isEqualTo(!style.equals("fixed"));
        assertThat(paging.has("next")).isEqualTo(style.equals("cursor"));
        assertThat(paging.path("size").asInt()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("paged")
    void sendsPageAndSizeWhereTheOperationTakesThem(Operation operation) {
        for (String place : List.of("parameter", "limit")) {
            JsonNode name = paging(operation).path(place);
            if (!name.isMissingNode()) {
                assertThat(takes(operation, name.asText()))
                        .as("%s of %s", name, operation.id())
                        .isTrue();
            }
        }
    }

    private static boolean takes(Operation operation, String place) {
        if (!place.startsWith("/")) {
            return operation.parameters().stream()
                    .anyMatch(parameter -> parameter.name().equals(place) && parameter.in() == ApiParameter.In.QUERY);
        }
        JsonNode body = operation.definition().at("/requestBody/content/application~1json/example");
        String parent = place.substring(0, place.lastIndexOf('/'));
        return body.at(parent).isObject();
    }

    @ParameterizedTest
    @MethodSource("paged")
    void findsItsPointersInTheExampleAnswer(Operation operation) {
        JsonNode answer = example(operation);
        JsonNode payload = answer.at(operation.envelope().payload());

        assertThat(payload.at(paging(operation).path("items").asText()).isArray())
                .as(operation.id())
                .isTrue();
        JsonNode more = paging(operation).path("more");
        assertThat(more.isMissingNode() || answer.at(more.asText()).isBoolean()).isTrue();
        JsonNode next = paging(operation).path("next");
        assertThat(next.isMissingNode() || !answer.at(next.asText()).isMissingNode())
                .isTrue();
    }

    /** The four histories share one answer by reference; its form is that of the other lists of their host. */
    private static JsonNode example(Operation operation) {
        JsonNode ok = operation.definition().at("/responses/200");
        return ok.has("$ref")
                ? JsonNodeFactory.instance.objectNode().set("data", JsonNodeFactory.instance.arrayNode())
                : ok.at("/content/application~1json/example");
    }
}
