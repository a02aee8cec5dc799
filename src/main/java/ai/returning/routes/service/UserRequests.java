package ai.returning.routes.service;

import ai.returning.routes.contract.UserKind;
import ai.returning.routes.identity.KnownName;
import ai.returning.routes.identity.Resolution;
import ai.returning.routes.identity.Resolution.Ambiguous;
import ai.returning.routes.identity.Resolution.Resolved;
import ai.returning.routes.identity.Resolution.Unavailable;
import ai.returning.routes.identity.Resolution.Unknown;
import ai.returning.routes.identity.UserDirectory;
import ai.returning.routes.identity.UserNames;
import ai.returning.routes.identity.UserRef;
import ai.returning.routes.identity.store.IdentityStore;
import ai.returning.routes.identity.store.IdentityStore.Closed;
import ai.returning.routes.identity.store.Note;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What commands ask of the directory of users, as JSON. E-mail addresses are shown masked. */
final class UserRequests {
    private final IdentityStore store;
    private final UserDirectory directory;
    private final Clock clock;
    private final Duration keep;

    /** @param keep how long a name holds */
    UserRequests(IdentityStore store, UserDirectory directory, Clock clock, Duration keep) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
        this.keep = keep;
    }

    /** @param request {@code user}, perhaps {@code kind}, and {@code refresh} */
    JsonNode answer(JsonNode request) {
        String text = request.path("user").asText("");
        if (text.isBlank()) {
            throw new RaiException(ErrorCode.PARAMETER_INVALID, "Say which user: an e-mail address, id or user name.");
        }
        UserKind kind = UserKind.of(request.path("kind").asText("")).orElseGet(() -> UserKind.guess(text));
        UserRef ref = new UserRef(kind, text.strip());
        ObjectNode json = Json.MAPPER.createObjectNode().put("asked", ref.masked());
        if (request.path("refresh").asBoolean()) {
            end(json, directory.refresh(ref));
        }
        return known(json, ref);
    }

    private static void end(ObjectNode json, Resolution end) {
        if (end instanceof Resolved) {
            json.put("refresh", "resolved");
        } else if (end instanceof Unknown unknown) {
            json.put("refresh", "unknown").put("why", unknown.why());
        } else if (end instanceof Ambiguous ambiguous) {
            json.put("refresh", "ambiguous").put("why", ambiguous.why());
        } else if (end instanceof Unavailable unavailable) {
            json.put("refresh", "unavailable").put("why", unavailable.why());
        }
    }

    private JsonNode known(ObjectNode json, UserRef ref) {
        UserNames found = store.find(List.of(ref)).get(ref);
        Note note = store.notes(List.of(ref)).get(ref);
        json.put("known", found != null);
        names(json.putArray("names"), found == null ? List.of() : found.all().values());
        if (note != null) {
            json.putObject("note")
                    .put("state", note.conflict() ? "ambiguous" : "unknown")
                    .put("why", note.why())
                    .put("at", time(note.at()));
        }
        ArrayNode closed = json.putArray("closed");
        for (Closed one : store.closed(ref)) {
            ObjectNode user = closed.addObject().put("why", one.why()).put("at", time(one.at()));
            names(user.putArray("names"), one.names());
        }
        return json;
    }

    private void names(ArrayNode list, Collection<KnownName> names) {
        for (KnownName name : names) {
            Duration age = Duration.ofMillis(clock.millis() - name.seenAt());
            list.addObject()
                    .put("kind", name.kind().word())
                    .put("value", name.kind() == UserKind.EMAIL ? Redaction.person(name.value()) : name.value())
                    .put("source", name.source())
                    .put("evidence", name.evidence().name().toLowerCase(Locale.ROOT))
                    .put("seen", time(name.seenAt()))
                    .put("ageSeconds", age.toSeconds())
                    .put("fresh", age.compareTo(keep) < 0);
        }
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
