package ai.returning.routes.effects.rules;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What an event has to look like.
 *
 * @param fields by name, in the order of the file
 * @param key field that names the business event
 * @param user what names the user; empty if it concerns none
 * @param time field that says when it happened
 * @param futureLimit how far ahead of the clock that may be
 */
record EventForm(
        Map<String, EventField> fields, String key, Optional<Named> user, Optional<String> time, Duration futureLimit) {
    /**
     * What names the user.
     *
     * @param field with the name
     * @param kind what that name is
     */
    record Named(String field, UserName.Kind kind) {}
}
