package ai.returning.routes.emulator.crm;

import java.time.Instant;
import java.util.Map;

/**
 * A contact of the stand-in.
 *
 * @param id grows with each new contact
 */
public record Contact(long id, Map<String, String> properties, Instant modified) {}
