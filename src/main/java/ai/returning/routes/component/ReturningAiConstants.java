package ai.returning.routes.component;

import java.util.List;
import org.apache.camel.spi.Metadata;

/** Headers an API call leaves on the message. They are output only: a header of this name that comes in is ignored. */
public final class ReturningAiConstants {
    @Metadata(description = "HTTP status of the answer.", javaType = "Integer", label = "producer")
    public static final String STATUS = "CamelReturningAiStatus";

    @Metadata(
            description = "How much of the operation the vendor documents: documented, partial or assumed.",
            javaType = "String",
            label = "producer")
    public static final String EVIDENCE = "CamelReturningAiEvidence";

    @Metadata(description = "The operation that was called.", javaType = "String", label = "producer")
    public static final String OPERATION_ID = "CamelReturningAiOperationId";

    @Metadata(description = "The text the API sent beside the answer.", javaType = "String", label = "producer")
    public static final String MESSAGE = "CamelReturningAiMessage";

    @Metadata(description = "Identity of an effect in the ledger.", javaType = "String", label = "producer")
    public static final String EFFECT_ID = "CamelReturningAiEffectId";

    @Metadata(
            description = "Where an effect stands: applied, or what it waits for.",
            javaType = "String",
            label = "producer")
    public static final String EFFECT_STATE = "CamelReturningAiEffectState";

    /** Also a property of the exchange, which stays where steps remove headers. */
    @Metadata(
            description = "With paginate: as text the token to start again from. It moves on while the body is read. A"
                    + " property of the exchange has it too.",
            javaType = "Object",
            label = "producer")
    public static final String PAGE_TOKEN = "CamelReturningAiPageToken";

    /** Property with the outcomes of a call for each item, also when it failed: a list of {@link CallOutcome}. */
    public static final String OUTCOMES = "CamelReturningAiOutcomes";

    /** Property of an exchange that an event started: the body of the webhook as bytes, after decryption. */
    public static final String EVENT_RAW = "CamelReturningAiEventRaw";

    /** Property of an exchange that an event started: false if who knows the address could have made the event. */
    public static final String EVENT_PROVEN = "CamelReturningAiEventProven";

    /** The variable {@code returning-ai.pageToken} starts a reading of pages in the middle. */
    static final String PAGE_TOKEN_VARIABLE = "pageToken";

    /** Variables with this prefix are the parameters of a call: {@code returning-ai.userId}. */
    static final String VARIABLE_PREFIX = "returning-ai.";

    /** The headers that say how one call ended. */
    static final List<String> OUTCOME_HEADERS =
            List.of(STATUS, EVIDENCE, OPERATION_ID, MESSAGE, EFFECT_ID, EFFECT_STATE);

    private ReturningAiConstants() {}
}
