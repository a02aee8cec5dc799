package ai.returning.routes.component;

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

    /** Variables with this prefix are the parameters of a call: {@code returning-ai.userId}. */
    static final String VARIABLE_PREFIX = "returning-ai.";

    private ReturningAiConstants() {}
}
