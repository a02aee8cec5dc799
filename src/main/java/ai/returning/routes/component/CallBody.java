package ai.returning.routes.component;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** Makes JSON of what a route has as body: a map, list or bean as it is, text and bytes by parsing them. */
final class CallBody {
    /** Dates and times as ISO text, as the vendor writes them; the default would be numbers. */
    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Operation operation;
    private final int maxBytes;

    CallBody(Operation operation, int maxBytes) {
        this.operation = operation;
        this.maxBytes = maxBytes;
    }

    /** Null if the body is empty. */
    @Nullable
    JsonNode json(Exchange exchange, @Nullable Object body) {
        if (body == null) {
            return null;
        }
        JsonNode json = isText(body) ? parse(read(exchange, body)) : tree(body);
        if (json != null && !BodySize.fits(json, maxBytes)) {
            throw tooLarge();
        }
        return json;
    }

    static boolean isText(Object body) {
        return body instanceof CharSequence
                || body instanceof byte[]
                || body instanceof InputStream
                || body instanceof Reader
                || body instanceof StreamCache
                || body instanceof File
                || body instanceof Path
                || body instanceof WrappedFile<?>;
    }

    private JsonNode tree(Object body) {
        if (body instanceof JsonNode node) {
            return node;
        }
        try {
            return MAPPER.valueToTree(body);
        } catch (IllegalArgumentException e) {
            // The mapper's own message may quote values of the body.
            throw unfit("a body of type " + body.getClass().getSimpleName() + " cannot be written as JSON");
        }
    }

    private byte[] read(Exchange exchange, Object body) {
        Object source = body instanceof Path path ? path.toFile() : body;
        try (InputStream in =
                exchange.getContext().getTypeConverter().mandatoryConvertTo(InputStream.class, exchange, source)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException | org.apache.camel.NoTypeConversionAvailableException e) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "returning-ai:" + operation.id() + " cannot read its body ("
                            + body.getClass().getSimpleName() + ").",
                    e);
        }
    }

    private @Nullable JsonNode parse(byte[] bytes) {
        try {
            JsonNode json = Json.MAPPER.readTree(bytes);
            return json.isMissingNode() ? null : json;
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            // The parser's own message quotes the body, which may hold personal data.
            throw unfit("the body is not valid JSON (line " + line + ")");
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT, "returning-ai:" + operation.id() + " cannot read its body.", e);
        }
    }

    private RaiException unfit(String problem) {
        return new RaiException(
                ErrorCode.BODY_UNFIT,
                "returning-ai:" + operation.id() + " cannot be called: " + problem
                        + ". Give it a map, a list, a bean or JSON text.");
    }

    private RaiException tooLarge() {
        return new RaiException(
                ErrorCode.BODY_UNFIT,
                "returning-ai:" + operation.id() + " cannot be called: the body has more than " + maxBytes
                        + " bytes (returning-ai.client.max-body). Send it in parts.");
    }
}
