package ai.returning.routes.identity;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.client.FailureKind;
import ai.returning.routes.client.Priority;
import ai.returning.routes.contract.UserKind;
import ai.returning.routes.identity.Resolution.Ambiguous;
import ai.returning.routes.identity.Resolution.Resolved;
import ai.returning.routes.identity.Resolution.Unavailable;
import ai.returning.routes.identity.Resolution.Unknown;
import ai.returning.routes.identity.store.IdentityStore;
import ai.returning.routes.identity.store.Note;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the API for one user, operation after operation, until all that is wanted is known. Each is asked once. */
final class Lookup {
    private static final Logger LOG = LoggerFactory.getLogger(Lookup.class);

    private final ApiClient client;
    private final Ways ways;
    private final IdentityStore store;
    private final Clock clock;
    private final UserRef ref;
    private final Set<UserKind> wanted;
    private final Priority priority;

    private final Map<UserKind, String> known = new EnumMap<>(UserKind.class);
    private final Set<Way> tried = new HashSet<>();
    private boolean answered;
    private @Nullable String failure;

    Lookup(
            ApiClient client,
            Ways ways,
            IdentityStore store,
            Clock clock,
            UserRef ref,
            Set<UserKind> wanted,
            Priority priority) {
        this.client = client;
        this.ways = ways;
        this.store = store;
        this.clock = clock;
        this.ref = ref;
        this.wanted = wanted;
        this.priority = priority;
    }

    /** @param fresh names of the user that still hold, the one that is asked by among them */
    Resolution run(Optional<UserNames> fresh) {
        fresh.ifPresent(names -> names.all().forEach((kind, name) -> known.put(kind, name.value())));
        known.put(ref.kind(), ref.value());
        boolean exists = fresh.isPresent();
        while (!(exists || answered) || !known.keySet().containsAll(wanted)) {
            Optional<Way> way = ways.next(known.keySet(), wanted, tried);
            if (way.isEmpty()) {
                return unfinished();
            }
            Optional<Resolution> end = ask(way.get());
            if (end.isPresent()) {
                return end.get();
            }
        }
        return kept();
    }

    private Optional<Resolution> ask(Way way) {
        tried.add(way);
        UserKind by = way.askedBy(known.keySet()).orElseThrow();
        String value = known.getOrDefault(by, "");
        JsonNode payload;
        try {
            payload = client.call(way.call(by, value, ways.community(way), priority))
                    .payload();
        } catch (CallFailedException e) {
            return refused(way, e);
        } catch (RaiException e) {
            failure = e.getMessage();
            return Optional.empty();
        }
        return seen(way, by, value, way.shown(payload));
    }

    private Optional<Resolution> seen(Way way, UserKind by, String value, Map<UserKind, String> shown) {
        answered = true;
        String back = shown.get(by);
        if (back != null && !UserRef.key(by, back).equals(UserRef.key(by, value))) {
            String why = way.operation().id() + " was asked for " + new UserRef(by, value).masked() + " and shows "
                    + new UserRef(by, back).masked();
            store.against(ref, new Note(true, why, clock.millis()));
            return Optional.of(ambiguous(ref, why));
        }
        Map<UserKind, String> names = new EnumMap<>(UserKind.class);
        names.put(by, value.strip());
        names.putAll(shown);
        Optional<String> conflict =
                store.learn(List.of(way.sighting(names)), clock.millis()).get(0);
        names.forEach(known::putIfAbsent);
        return conflict.map(why -> {
            LOG.warn("A user is ambiguous: {}", why);
            return ambiguous(ref, why);
        });
    }

    /** What the operation itself says of the user counts; any other failure leaves the question open. */
    private Optional<Resolution> refused(Way way, CallFailedException e) {
        boolean ownWord = e.inOwnForm() && e.code() != ErrorCode.CALL_ROUTE_MISSING;
        if (ownWord && e.kind() == FailureKind.CONFLICT) {
            store.against(ref, new Note(true, e.sentence(), clock.millis()));
            return Optional.of(ambiguous(ref, e.sentence()));
        }
        boolean nobody = e.kind() == FailureKind.NOT_FOUND || e.kind() == FailureKind.INVALID;
        if (ownWord && nobody && !answered) {
            String why = way.operation().id() + " knows nobody by the " + ref.masked() + " (" + e.status() + ")";
            store.against(ref, new Note(false, why, clock.millis()));
            return Optional.of(unknown(why));
        }
        if (!(ownWord && nobody)) {
            failure = e.getMessage();
        }
        return Optional.empty();
    }

    private Resolution unfinished() {
        if (failure != null) {
            return new Unavailable("The " + ref.masked() + " could not be looked up: " + failure);
        }
        String missing = wanted.stream()
                .filter(kind -> !known.containsKey(kind))
                .map(UserKind::shown)
                .collect(Collectors.joining(" and "));
        return new Unknown("No operation that is on and has its key shows the " + missing + " of the user with the "
                + ref.masked() + (tried.isEmpty() ? "" : "; asked was " + asked())
                + ". The contract says which could (x-rai-identity).");
    }

    private String asked() {
        return tried.stream().map(way -> way.operation().id()).sorted().collect(Collectors.joining(", "));
    }

    private Resolution kept() {
        return Optional.ofNullable(store.find(List.of(ref)).get(ref))
                .<Resolution>map(Resolved::new)
                // another process met a contradiction meanwhile
                .orElseGet(() -> ambiguous(ref, "it was closed while it was looked up"));
    }

    static Unknown unknown(String why) {
        return new Unknown(why + ". Correct it at the source, or let the user join the community.");
    }

    static Ambiguous ambiguous(UserRef ref, String why) {
        return new Ambiguous("Who the " + ref.masked() + " is cannot be told: " + why
                + ". Look at the tenant, then let it be asked anew: ./rai user show <user> --refresh");
    }
}
