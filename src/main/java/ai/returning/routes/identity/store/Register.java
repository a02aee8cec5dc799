package ai.returning.routes.identity.store;

import ai.returning.routes.contract.UserKind;
import ai.returning.routes.identity.KnownName;
import ai.returning.routes.identity.UserRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what is seen together with what is known, in memory. Nothing is guessed: what does not fit closes both. */
final class Register {
    /** A contradiction: every name that has to do with it, and what is wrong. */
    record Conflict(List<KnownName> names, String why) {}

    private record Key(UserKind kind, String value) {}

    private final Map<Key, Person> holders = new HashMap<>();
    private final Map<String, Person> changed = new LinkedHashMap<>();
    /** Users that are no more: merged into another, or closed. */
    private final Set<String> gone = new LinkedHashSet<>();

    private final Map<String, String> closed = new LinkedHashMap<>();

    /** @param known names by user */
    Register(Map<String, List<KnownName>> known) {
        known.forEach((key, names) -> {
            Person person = new Person(key);
            names.forEach(name -> hold(person, name));
        });
    }

    private void hold(Person person, KnownName name) {
        person.names().put(name.kind(), name);
        holders.put(new Key(name.kind(), name.key()), person);
    }

    /** @return the contradiction, or null if the names fit; then their user has them */
    @Nullable
    Conflict learn(Collection<KnownName> seen) {
        Map<UserKind, KnownName> names = new EnumMap<>(UserKind.class);
        seen.forEach(name -> names.put(name.kind(), name));
        Map<String, Person> owners = owners(seen);
        Map<UserKind, KnownName> all = new EnumMap<>(names);
        for (Person owner : owners.values()) {
            if (owner.contradicts(all)) {
                return conflict(owners.values(), names, owner);
            }
            owner.names().forEach(all::putIfAbsent);
        }
        Person person = owners.values().stream().findFirst().orElseGet(Person::fresh);
        owners.values().stream().filter(other -> other != person).forEach(this::remove);
        // a user name that changed leads nowhere any more
        person.names().values().forEach(name -> holders.remove(new Key(name.kind(), name.key())));
        all.values().forEach(name -> hold(person, name));
        changed.put(person.key(), person);
        return null;
    }

    private Map<String, Person> owners(Collection<KnownName> seen) {
        Map<String, Person> owners = new LinkedHashMap<>();
        for (KnownName name : seen) {
            Person owner = holders.get(new Key(name.kind(), name.key()));
            if (owner != null) {
                owners.put(owner.key(), owner);
            }
        }
        return owners;
    }

    private Conflict conflict(Collection<Person> owners, Map<UserKind, KnownName> seen, Person other) {
        String why = why(seen, other);
        Set<KnownName> names = new LinkedHashSet<>(seen.values());
        List.copyOf(owners).forEach(owner -> {
            names.addAll(owner.names().values());
            remove(owner);
            closed.put(owner.key(), why);
        });
        return new Conflict(new ArrayList<>(names), why);
    }

    private static String why(Map<UserKind, KnownName> seen, Person other) {
        String now = seen.values().stream().map(Register::shown).collect(Collectors.joining(", "));
        String before = other.names().values().stream().map(Register::shown).collect(Collectors.joining(", "));
        String source = seen.values().iterator().next().source();
        return source + " shows " + now + " as one user; known was " + before;
    }

    private static String shown(KnownName name) {
        return new UserRef(name.kind(), name.value()).masked();
    }

    private void remove(Person person) {
        person.names().values().forEach(name -> holders.remove(new Key(name.kind(), name.key())));
        changed.remove(person.key());
        gone.add(person.key());
    }

    /** Users whose names are to be written anew. */
    Collection<Person> changed() {
        return changed.values();
    }

    /** Users that were merged into another. */
    Set<String> merged() {
        Set<String> merged = new LinkedHashSet<>(gone);
        merged.removeAll(closed.keySet());
        return merged;
    }

    /** Users that were closed, and why. */
    Map<String, String> closed() {
        return closed;
    }
}
