package ai.returning.routes.crm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a CRM answered.
 *
 * @param headers by name in lower case; the last one of a name
 */
public record CrmAnswer(int status, Map<String, String> headers, byte[] body) {
    /** Null if the answer has no such header. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
