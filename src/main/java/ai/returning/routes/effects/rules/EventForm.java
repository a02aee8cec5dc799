package ai.returning.routes.effects.rules;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What an event has to look like.
 *
 * @param fields by name, in the order of the file
 * @param key field that names the business event
 * @param user field that names the user
 * @param userKind what that name is
 * @param time field that says when it happened
 * @param futureLimit how far ahead of the clock that may be
 */
record EventForm(
        Map<String, EventField> fields,
        String key,
        String user,
        UserName.Kind userKind,
        Optional<String> time,
        Duration futureLimit) {}
