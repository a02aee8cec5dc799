package ai.returning.routes.sync.source.crm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a CRM answered.
 *
 * @param headers by name in lower case; the last one of a name
 */
record CrmAnswer(int status, Map<String, String> headers, byte[] body) {
    @Nullable
    String header(String name) {
        return headers.get(name);
    }
}
