package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** One call of the API as the contract describes it. */
public record Operation(
        String id,
        String group,
        String summary,
        String method,
        /** Path below the base URL, with {@code {parameters}}. */
        String path,
        /** Name of the server in {@code returning-ai.servers}. */
        String server,
        /** Name of the security scheme, or {@code none}. */
        String security,
        Envelope envelope,
        Evidence evidence,
        SafeToRepeat safeToRepeat,
        EffectMark effect,
        /** Permission the key needs as far as known; a trailing {@code ?} marks an inference; {@code none}. */
        String permission,
        List<ApiParameter> parameters,
        Optional<CsvShape> csv,
        Optional<JobShape> job,
        Optional<Paging> paging,
        /** The product refuses it until {@code returning-ai.operations.<id>.enabled} is true. */
        boolean offByDefault,
        /** False if it may not be called: off by default and not enabled, or switched off by configuration. */
        boolean enabled,
        Schemas schemas,
        /** The operation object of the OpenAPI file, for everything else. */
        JsonNode definition) {

    /**
     * Refuses an operation that may not be called.
     *
     * @throws RaiException OPERATION_OFF
     */
    public void requireEnabled() {
        if (!enabled) {
            throw new RaiException(
                    ErrorCode.OPERATION_OFF,
                    "The operation " + id + " is " + (offByDefault ? "off by default" : "switched off")
                            + ", so it is not called. To use it, set returning-ai.operations." + id
                            + ".enabled: true in config/application.yaml.");
        }
    }
}
