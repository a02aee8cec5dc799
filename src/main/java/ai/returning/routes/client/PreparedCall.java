package ai.returning.routes.client;

import ai.returning.routes.contract.Operation;
import java.net.URI;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/** A checked call as it goes over the wire; every attempt sends the same. */
@SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
record PreparedCall(
        Operation operation,
        URI uri,
        Map<String, String> headers,
        byte @Nullable [] json,
        /** Of {@code json}: that of an encrypted body is another. */
        ContentType type,
        @Nullable MultipartBody file,
        Priority priority,
        boolean single,
        @Nullable Long startBy,
        @Nullable BooleanSupplier mayStart,
        AnswerReader reader,
        CallFailures failures,
        HostCircuit circuit) {

    boolean hasBody() {
        return json != null || file != null;
    }

    /** True if it waited so long that its effect may be taken for lost by now, or its caller wants it no more. */
    boolean isOverdue() {
        return (startBy != null && System.nanoTime() - startBy > 0) || (mayStart != null && !mayStart.getAsBoolean());
    }

    /** Without URL, headers and body: they hold keys and personal values. */
    @Override
    public String toString() {
        return "PreparedCall[" + operation.id() + "]";
    }

    Turn.Kind turn(boolean takesPlace) {
        return new Turn.Kind(priority == Priority.BULK, takesPlace, single);
    }
}
