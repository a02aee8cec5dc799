package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.Answer;
import ai.returning.routes.contract.Evidence;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LenientAnswerTest {
    private final LenientAnswer lenient = new LenientAnswer(ApiHarness.CONTRACT.operation("listBulkUpdates"));

    @Test
    void readsNumbersThatCameAsText() throws Exception {
        JsonNode whole = Json.MAPPER.readTree("{\"status\":\"success\",\"data\":[{\"_id\":66,\"total\":\"12\","
                + "\"failed\":\"many\",\"success\":\"00012\",\"other\":\"5\"}],"
                + "\"pagination\":{\"hasNextPage\":\"false\",\"total\":\"1\"}}");
        Answer answer = new Answer(200, whole.at("/data"), whole, "", Evidence.ASSUMED, Map.of());

        JsonNode job = lenient.payload(answer).get(0);
        assertThat(job.get("total").isInt()).isTrue();
        assertThat(job.get("_id").asText()).isEqualTo("66");
        assertThat(job.get("_id").isTextual()).isTrue();
        // what is no number, or has leading zeros, stays as it came
        assertThat(job.get("failed").textValue()).isEqualTo("many");
        assertThat(job.get("success").textValue()).isEqualTo("00012");
        assertThat(job.get("other").textValue()).isEqualTo("5");
        assertThat(lenient.whole(answer).at("/pagination/hasNextPage").isBoolean())
                .isTrue();
    }
}
