package ai.returning.routes.flowtest;

import ai.returning.routes.emulator.UserView;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.store.QuarantinedRow;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came out of a run. */
record Got(
        String outcome,
        /** The failure, or null. */
        @Nullable Throwable failure,
        /** Its text, or that of the stopped run; empty if there is none. */
        String error,
        @Nullable RunReport report,
        List<QuarantinedRow> quarantine,
        Function<String, Optional<UserView>> users,
        SentCalls sent,
        @Nullable JsonNode body,
        Map<String, String> headers) {

    static Got failed(String outcome, Throwable failure, SentCalls sent) {
        return new Got(
                outcome,
                failure,
                Failures.text(failure),
                null,
                List.of(),
                email -> Optional.empty(),
                sent,
                null,
                Map.of());
    }
}
