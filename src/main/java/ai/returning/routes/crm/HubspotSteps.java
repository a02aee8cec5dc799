package ai.returning.routes.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Kamelets call as the bean {@code hubspot}: the body of a message in, what HubSpot says out. Thread-safe. */
public final class HubspotSteps {
    /** Within it keys of notes count. */
    public static final String NOTE = "hubspot-note";

    private static final int LONGEST_KEY = 400;
    private static final String NAME = "HubSpot";
    private static final String CONTACT = "a contact";
    private static final String EMAIL = "email";
    private static final Pattern CONTACT_ID = Pattern.compile("\\d{1,19}");

    private final Supplier<HubspotWriter> writer;
    private final Supplier<OnceWrites> once;
    private final Clock clock;

    /**
     * The steps.
     *
     * @param writer asked for at the first step, so that a flow that writes nothing needs no token
     * @param once asked for at the first note
     */
    public HubspotSteps(Supplier<HubspotWriter> writer, Supplier<OnceWrites> once, Clock clock) {
        this.writer = writer;
        this.once = once;
        this.clock = clock;
    }

    /**
     * Creates or updates the contact of the body, or each one of a list, told apart by {@code email}.
     *
     * @return {@code ids} of the contacts
     * @throws RaiException CRM_REFUSED if HubSpot refused any of them; the others were written, and a second time does
     *     no harm
     */
    public Map<String, Object> upsertContacts(Object body) {
        List<Map<String, Object>> contacts = StepBody.list(NAME, CONTACT, body);
        HubspotWriter.Upserted done = writer.get().upsert(EMAIL, contacts);
        if (!done.problems().isEmpty()) {
            throw new RaiException(
                    ErrorCode.CRM_REFUSED,
                    "HubSpot wrote " + done.ids().size() + " of " + contacts.size()
                            + " contacts; of the others it says: "
                            + done.problems().get(0) + ". Correct them and send all again.");
        }
        return Map.of("ids", done.ids());
    }

    /**
     * Makes the contact of the body.
     *
     * @return {@code id} of the contact
     * @throws RaiException CRM_REFUSED if there is one with its address; CRM_UNKNOWN where it is not clear whether it
     *     was made
     */
    public Map<String, Object> createContact(Object body) {
        Map<String, Object> contact = StepBody.values(NAME, CONTACT, StepBody.tree(NAME, body));
        if (contact.isEmpty()) {
            throw StepBody.unfit(NAME, "a new contact has at least one property");
        }
        return Map.of("id", writer.get().create(contact));
    }

    /**
     * Changes the contact with the {@code contactId} of the body, or without one the contact with its {@code email}; the
     * other values are properties.
     *
     * @return {@code id} of the contact
     * @throws RaiException CRM_REFUSED if there is none
     */
    public Map<String, Object> updateContact(Object body) {
        Map<String, Object> properties = StepBody.values(NAME, CONTACT, StepBody.tree(NAME, body));
        String id = text(properties.remove("contactId"));
        String email = id.isEmpty() ? text(properties.remove(EMAIL)) : "";
        if (id.isEmpty() ? email.isBlank() : !CONTACT_ID.matcher(id).matches()) {
            throw StepBody.unfit(NAME, "an update needs contactId, the number of a contact, or email");
        }
        if (properties.isEmpty()) {
            throw StepBody.unfit(NAME, "an update has at least one property to change");
        }
        return Map.of(
                "id",
                id.isEmpty()
                        ? writer.get().updateByEmail(email, properties)
                        : writer.get().update(id, properties));
    }

    /**
     * Writes a note on a contact, once for its business key.
     *
     * @param contactId number of the contact
     * @param text plain text; what would be markup in a note is shown as it is
     * @param at an ISO 8601 moment; empty for now
     * @return {@code id} of the note
     * @throws RaiException CRM_UNKNOWN if it is not known whether it was written; it is not written again then
     */
    public Map<String, Object> addNote(String contactId, String text, String at, String businessKey) {
        if (contactId == null || !CONTACT_ID.matcher(contactId).matches() || text == null || text.isBlank()) {
            throw StepBody.unfit(NAME, "a note needs contactId, the number of a contact, and text");
        }
        if (businessKey == null || !isKey(businessKey)) {
            throw StepBody.unfit(
                    NAME,
                    "the business key '" + businessKey + "' of the note has a hole, or is longer than " + LONGEST_KEY);
        }
        Instant when = at(at == null ? "" : at);
        String id = once.get().write(NOTE, businessKey, () -> writer.get().note(contactId, escaped(text), when));
        return Map.of("id", id);
    }

    /** A place that a message lacked leaves a hole: nothing before a colon, behind one, or between two. */
    private static boolean isKey(String key) {
        return key.length() <= LONGEST_KEY && Stream.of(key.split(":", -1)).noneMatch(String::isBlank);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private Instant at(String text) {
        try {
            return text.isEmpty() ? clock.instant() : Instant.parse(text);
        } catch (DateTimeException e) {
            throw StepBody.unfit(NAME, "'at' of a note must be such as 2026-01-31T08:00:00Z");
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
