package ai.returning.routes.emulator.crm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contacts of the stand-in, by id. Thread-safe. */
final class Contacts {
    private final List<Contact> byId = new ArrayList<>();

    /** Contacts above an id and changed since a time; {@code total} counts those beyond the limit, too. */
    record Found(List<Contact> contacts, int total) {}

    synchronized void put(Contact contact) {
        int at = Collections.binarySearch(byId, contact, Comparator.comparingLong(Contact::id));
        if (at >= 0) {
            byId.set(at, contact);
        } else {
            byId.add(-at - 1, contact);
        }
    }

    synchronized void change(long id, Map<String, String> properties, Instant at) {
        Contact before = byId.get(index(id));
        Map<String, String> all = new HashMap<>(before.properties());
        all.putAll(properties);
        put(new Contact(id, Map.copyOf(all), at));
    }

    synchronized void archive(long id) {
        Contact before = byId.get(index(id));
        put(new Contact(id, before.properties(), before.modified(), true));
    }

    synchronized Optional<Contact> get(long id) {
        int at = index(id);
        return at < 0 ? Optional.empty() : Optional.of(byId.get(at));
    }

    synchronized Optional<Contact> by(String property, String value) {
        return byId.stream()
                .filter(contact -> value.equalsIgnoreCase(contact.properties().get(property)))
                .findFirst();
    }

    synchronized long nextId() {
        return byId.isEmpty() ? 1 : byId.get(byId.size() - 1).id() + 1;
    }

    synchronized void clear() {
        byId.clear();
    }

    synchronized void remove(long id) {
        byId.remove(index(id));
    }

    synchronized Found find(long above, Instant since, int skip, int limit) {
        int first = index(above + 1);
        int start = first < 0 ? -first - 1 : first;
        if (since.equals(Instant.MIN)) {
            int from = Math.min(byId.size(), start + skip);
            int to = Math.min(byId.size(), from + limit);
            return new Found(List.copyOf(byId.subList(from, to)), byId.size() - start);
        }
        List<Contact> matching = byId.subList(start, byId.size()).stream()
                .filter(contact -> !contact.modified().isBefore(since))
                .toList();
        return new Found(matching.stream().skip(skip).limit(limit).toList(), matching.size());
    }

    private int index(long id) {
        return Collections.binarySearch(
                byId, new Contact(id, Map.of(), Instant.EPOCH), Comparator.comparingLong(Contact::id));
    }
}
