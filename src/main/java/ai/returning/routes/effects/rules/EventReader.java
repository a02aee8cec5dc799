package ai.returning.routes.effects.rules;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads events as the rules file declares them. */
final class EventReader {
    private final EventForm form;
    private final Clock clock;

    EventReader(EventForm form, Clock clock) {
        this.form = form;
        this.clock = clock;
    }

    Event read(Map<String, ? extends @Nullable Object> given) throws RefusedException {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (EventField field : form.fields().values()) {
            values.put(field.name(), value(field, given));
        }
        notFromTheFuture(values);
        Optional<UserName> user = form.user().isEmpty()
                ? Optional.empty()
                : Optional.of(user(form.user().get(), values));
        return new Event(named(form.key(), values), user, values, given);
    }

    private UserName user(EventForm.Named by, Map<String, @Nullable Object> values) throws RefusedException {
        return new UserName(by.kind(), named(by.field(), values).strip());
    }

    private static @Nullable Object value(EventField field, Map<String, ? extends @Nullable Object> given)
            throws RefusedException {
        Object value = given.get(field.name());
        if (value != null) {
            return ValueReader.read(field, value);
        }
        if (field.optional()) {
            return null;
        }
        throw new RefusedException(Refusal.invalid(
                field.name() + (given.containsKey(field.name()) ? " is null" : " is missing in the event")));
    }

    private String named(String field, Map<String, @Nullable Object> values) throws RefusedException {
        String name = String.valueOf(values.get(field));
        if (name.isBlank()) {
            throw new RefusedException(Refusal.invalid(field + " is blank"));
        }
        return name;
    }

    private void notFromTheFuture(Map<String, @Nullable Object> values) throws RefusedException {
        if (form.time().isEmpty()) {
            return;
        }
        Object moment = values.get(form.time().get());
        Instant limit = clock.instant().plus(form.futureLimit());
        if (moment instanceof Instant time && time.isAfter(limit)) {
            throw new RefusedException(
                    Refusal.FUTURE,
                    form.time().get() + " (" + time + ") lies more than "
                            + form.futureLimit().toSeconds() + " s ahead of our clock");
        }
    }

    /** The key of an event that could not be read, if it has one that can be kept. */
    String key(Map<String, ? extends @Nullable Object> given) {
        return readable(form.key(), given);
    }

    /** The user of such an event, as verdicts are found by. */
    String who(Map<String, ? extends @Nullable Object> given) {
        return form.user()
                .map(by -> readable(by.field(), given).strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private String readable(String name, Map<String, ? extends @Nullable Object> given) {
        EventField field = form.fields().get(name);
        Object value = given.get(name);
        if (field == null || value == null) {
            return "";
        }
        try {
            return ValueReader.read(field, value).toString();
        } catch (RefusedException e) {
            return "";
        }
    }
}
