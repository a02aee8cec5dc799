package ai.returning.routes.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.emulator.crm.CrmFault;
import ai.returning.routes.emulator.crm.HubspotStandIn;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written to HubSpot, against a stand-in that speaks its HTTP. */
class HubspotWriterIT {
    private static final String TOKEN = "pat-eu1-right";
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06Z");

    private final HubspotStandIn crm = HubspotStandIn.start(TOKEN);
    private final HubspotWriter writer = writer(crm.url(), TOKEN);

    @AfterEach
    void close() {
        writer.close();
        crm.close();
    }

    @Test
    void createsAndUpdatesAContact() {
        String id = writer.create(Map.of("email", "anna+1@example.org", "city", "Graz"));
        assertThat(writer.update(id, Map.of("city", "Wien"))).isEqualTo(id);
        assertThat(writer.updateByEmail("anna+1@example.org", Map.of("firstname", "Anna")))
                .isEqualTo(id);
        assertThat(crm.contact(Long.parseLong(id)))
                .isEqualTo(Map.of("email", "anna+1@example.org", "city", "Wien", "firstname", "Anna"));
    }

    @Test
    void upsertsAHundredACall() {
        crm.put(7, Map.of("email", "user7@example.org", "city", "Graz"), AT);
        List<Map<String, String>> contacts = IntStream.rangeClosed(1, 250)
                .mapToObj(i -> Map.of("email", "user" + i + "@example.org", "city", "Wien"))
                .toList();
        HubspotWriter.Upserted done = writer.upsert("email", contacts);
        assertThat(done.ids()).hasSize(250).doesNotHaveDuplicates().contains("7");
        assertThat(done.problems()).isEmpty();
        assertThat(crm.writes()).isEqualTo(3);
        assertThat(crm.contact(7)).containsEntry("city", "Wien");
    }

    @Test
    void tellsWhichContactsOfABatchWereNotWrittenWithoutTheirAddress() {
        HubspotWriter.Upserted done =
                writer.upsert("email", List.of(Map.of("email", "a@example.org"), Map.of("email", "nobody")));
        assertThat(done.ids()).hasSize(1);
        assertThat(done.problems()).containsExactly("Email address nobody is invalid");
    }

    @Test
    void sendsNoBatchWhoseContactsCannotBeToldApart() {
        Map<String, String> one = Map.of("email", "a@example.org");
        refused(
                () -> writer.upsert("email", List.of(one, one)),
                ErrorCode.CRM_REFUSED,
                "Contact 2 of 2",
                "one before it");
        refused(() -> writer.upsert("email", List.of(Map.of())), ErrorCode.CRM_REFUSED, "Contact 1 of 1 has no email");
        assertThat(crm.writes()).isZero();
    }

    @Test
    void writesANoteOnAContact() {
        assertThat(writer.note("42", "Joined the community", AT)).isEqualTo("1");
        assertThat(crm.notes()).singleElement().satisfies(note -> {
            assertThat(note.at("/properties/hs_note_body").asText()).isEqualTo("Joined the community");
            assertThat(note.at("/properties/hs_timestamp").asText()).isEqualTo("2026-02-03T04:05:06Z");
            assertThat(note.at("/associations/0/to/id").asText()).isEqualTo("42");
            assertThat(note.at("/associations/0/types/0/associationTypeId").asInt())
                    .isEqualTo(202);
        });
    }

    @Test
    void repeatsWhatDoesNoHarmTheSecondTime() {
        crm.scriptWrites(CrmFault.brokenOff(), CrmFault.status(502), CrmFault.limit("TEN_SECONDLY_ROLLING"));
        assertThat(writer.upsert("email", List.of(Map.of("email", "a@example.org")))
                        .ids())
                .hasSize(1);
        assertThat(crm.writes()).isEqualTo(4);
        crm.scriptWrites(CrmFault.status(500), CrmFault.status(500), CrmFault.status(500));
        refused(
                () -> writer.update("1", Map.of()),
                ErrorCode.CRM_UNAVAILABLE,
                "in 3 attempts; the last one was answered 500");
    }

    @Test
    void neverWritesANoteTwice() {
        crm.scriptWrites(CrmFault.brokenOff());
        refused(() -> writer.note("42", "once", AT), ErrorCode.CRM_UNKNOWN, "not known whether it was written");
        assertThat(crm.notes()).hasSize(1);
        crm.scriptWrites(CrmFault.status(503));
        refused(() -> writer.create(Map.of("email", "b@example.org")), ErrorCode.CRM_UNKNOWN, "was answered 503");
        assertThat(crm.writes()).isEqualTo(2);
    }

    @Test
    void saysThatNothingWasWrittenWhereNobodyListens() {
        crm.close();
        refused(() -> writer.note("42", "once", AT), ErrorCode.CRM_UNAVAILABLE, "in 3 attempts");
    }

    @Test
    void stopsWhenTheDayIsUsedUp() {
        crm.scriptWrites(CrmFault.limit("DAILY"));
        refused(() -> writer.update("1", Map.of()), ErrorCode.CRM_UNAVAILABLE, "Nothing was written");
        assertThat(crm.writes()).isEqualTo(1);
    }

    @Test
    void refusesWithWhatToDoAndWithoutTheToken() {
        writer.create(Map.of("email", "a@example.org"));
        refused(
                () -> writer.create(Map.of("email", "a@example.org")),
                ErrorCode.CRM_REFUSED,
                "(409)",
                "update it instead");
        refused(() -> writer.update("99", Map.of()), ErrorCode.CRM_REFUSED, "(404)");
        try (HubspotWriter other = writer(crm.url(), "pat-eu1-wrong")) {
            refused(() -> other.update("1", Map.of()), ErrorCode.CRM_REFUSED, "set a new one");
        }
    }

    @Test
    void makesAndChangesTheContactOfABody() {
        HubspotSteps steps = steps();
        Object id = steps.createContact("{\"email\": \"a@example.org\", \"age\": 7}")
                .get("id");
        assertThat(steps.updateContact(Map.of("email", "a@example.org", "city", "Graz")))
                .containsEntry("id", id);
        Map<String, String> change = new HashMap<>(Map.of("contactId", id.toString(), "email", "b@example.org"));
        change.put("city", null);
        steps.updateContact(change);
        assertThat(crm.contact(Long.parseLong(id.toString())))
                .isEqualTo(Map.of("email", "b@example.org", "age", "7", "city", ""));
    }

    @Test
    void callsNobodyForABodyThatNamesNoContactOrNothingToWrite() {
        HubspotSteps steps = steps();
        for (Object body : List.of(
                Map.of("city", "Graz"), Map.of("contactId", "../1", "city", "x"), Map.of("contactId", "1"), "[1]")) {
            refused(() -> steps.updateContact(body), ErrorCode.BODY_UNFIT, "HubSpot was not called");
        }
        refused(() -> steps.createContact("{}"), ErrorCode.BODY_UNFIT, "at least one property");
        refused(() -> steps.createContact("{"), ErrorCode.BODY_UNFIT, "no JSON");
        assertThat(crm.writes()).isZero();
    }

    /** Of these steps none writes a note. */
    private HubspotSteps steps() {
        return new HubspotSteps(
                () -> writer,
                () -> {
                    throw new AssertionError("no note is wanted");
                },
                Clock.systemUTC());
    }

    private static void refused(ThrowingCallable call, ErrorCode code, String... parts) {
        assertThatThrownBy(call).satisfies(e -> {
            assertThat(((RaiException) e).code()).isEqualTo(code);
            assertThat(e).hasMessageContainingAll(parts).message().doesNotContain("pat-eu1", "a@example.org");
        });
    }

    private static HubspotWriter writer(String url, String token) {
        return new HubspotWriter(
                new HubspotWriter.Paths(url, "/crm/v3/objects/contacts", "/crm/v3/objects/notes", 202),
                token,
                new WriteSettings(
                        "HubSpot",
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        3,
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofSeconds(30),
                        0,
                        Duration.ofSeconds(30)));
    }
}
