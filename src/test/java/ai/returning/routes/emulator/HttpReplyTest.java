package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.Evidence;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpReplyTest {
    private static final Instant NOW = Instant.parse("2026-11-01T08:05:09.7Z");

    @Test
    void tellsTheTimeAsHttpWritesIt() {
        assertThat(reply(Map.of()).at(NOW).allHeaders()).containsEntry("Date", "Sun, 01 Nov 2026 08:05:09 GMT");
    }

    @Test
    void leavesATimeThatAScriptTells() {
        assertThat(reply(Map.of("date", "never")).at(NOW).allHeaders())
                .containsEntry("date", "never")
                .doesNotContainKey("Date");
    }

    private static HttpReply reply(Map<String, String> headers) {
        return new HttpReply(200, headers, new byte[0], Evidence.ASSUMED);
    }
}
