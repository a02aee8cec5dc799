package ai.returning.routes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a Kamelet or an operation does when it is called. */
record Script(
        /** The body or payload; null leaves the usual one. */
        @Nullable JsonNode reply,
        /** Status of the reply; 0 takes the usual one. */
        int status,
        /** How it fails, or an empty text. */
        String fail,
        /** It fails so often; 0 always. */
        int failTimes,
        Duration delay,
        boolean real) {

    static final Script ECHO = new Script(null, 0, "", 0, Duration.ZERO, false);

    /** True if the call with this number, from 1, fails. */
    boolean fails(int call) {
        return !fail.isEmpty() && (failTimes == 0 || call <= failTimes);
    }
}
