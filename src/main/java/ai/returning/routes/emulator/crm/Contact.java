package ai.returning.routes.emulator.crm;

import java.time.Instant;
import java.util.Map;

/**
 * A contact of the stand-in.
 *
 * @param id grows with each new contact
 * @param archived whether the index shows it as one that is archived
 */
public record Contact(long id, Map<String, String> properties, Instant modified, boolean archived) {
    public Contact(long id, Map<String, String> properties, Instant modified) {
        this(id, properties, modified, false);
    }
}
