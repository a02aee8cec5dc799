package ai.returning.routes.identity.store;

import ai.returning.routes.contract.UserKind;
import ai.returning.routes.identity.KnownName;
import ai.returning.routes.identity.Sighting;
import ai.returning.routes.identity.UserNames;
import ai.returning.routes.identity.UserRef;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.Redaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names of the users of one tenant. Writers of a tenant go one after the other, so that a name leads to one user
 * whoever learns it first.
 */
public final class IdentityStore {
    private static final int MOST = 500;
    private static final int LONGEST_WHY = 390;

    private static final String INSERT = """
            insert into identity_name (user_key, tenant, kind, name_key, open_key, shown, source, evidence, seen_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Jdbc jdbc;
    private final String tenant;

    public IdentityStore(Jdbc jdbc, String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /** The users who are known by these names; who is not known is not in the map. */
    public Map<UserRef, UserNames> find(Collection<UserRef> refs) {
        Map<String, List<KnownName>> users = users(refs);
        Map<UserRef, UserNames> byName = new HashMap<>();
        users.values().forEach(names -> {
            UserNames user = UserNames.of(names);
            names.forEach(name -> byName.put(new UserRef(name.kind(), name.key()), user));
        });
        Map<UserRef, UserNames> found = new LinkedHashMap<>();
        refs.forEach(ref -> {
            UserNames user = byName.get(new UserRef(ref.kind(), ref.key()));
            if (user != null) {
                found.put(ref, user);
            }
        });
        return found;
    }

    private Map<String, List<KnownName>> users(Collection<UserRef> refs) {
        Map<String, List<KnownName>> users = new LinkedHashMap<>();
        keys(refs)
                .forEach((kind, keys) -> slices(keys)
                        .forEach(slice -> jdbc.list(
                                        "select * from identity_name where user_key in (select user_key from identity_name"
                                                + " where tenant = ? and kind = ? and open_key in ("
                                                + places(slice.size())
                                                + "))",
                                        NameRow::read,
                                        values(kind, slice))
                                .forEach(row -> add(users, row))));
        return users;
    }

    /** A user who is found by several names comes several times. */
    private static void add(Map<String, List<KnownName>> users, NameRow row) {
        List<KnownName> names = users.computeIfAbsent(row.user(), key -> new ArrayList<>());
        if (!names.contains(row.name())) {
            names.add(row.name());
        }
    }

    /** What stands against these names. */
    public Map<UserRef, Note> notes(Collection<UserRef> refs) {
        Map<UserRef, Note> byName = new HashMap<>();
        keys(refs)
                .forEach((kind, keys) -> slices(keys)
                        .forEach(slice -> jdbc.list(
                                        "select name_key, conflict, why, at from identity_note where tenant = ? and kind = ?"
                                                + " and name_key in (" + places(slice.size()) + ")",
                                        row -> Map.entry(
                                                new UserRef(kind, row.getString(1)),
                                                new Note(row.getBoolean(2), row.getString(3), row.getLong(4))),
                                        values(kind, slice))
                                .forEach(entry -> byName.put(entry.getKey(), entry.getValue()))));
        Map<UserRef, Note> notes = new LinkedHashMap<>();
        refs.forEach(ref -> {
            Note note = byName.get(new UserRef(ref.kind(), ref.key()));
            if (note != null) {
                notes.put(ref, note);
            }
        });
        return notes;
    }

    /**
     * Keeps what was seen. Names that contradict what is known close its user and stand as a conflict until a person
     * looks.
     *
     * @return for each sighting, in order, why it contradicts what is known; empty if it fits
     */
    public List<Optional<String>> learn(List<Sighting> seen, long now) {
        return jdbc.inRepeatedTransaction(tx -> {
            lock();
            List<UserRef> refs = seen.stream()
                    .flatMap(one -> one.names().entrySet().stream())
                    .map(name -> new UserRef(name.getKey(), name.getValue()))
                    .toList();
            Register register = new Register(users(refs));
            List<Optional<String>> against = new ArrayList<>();
            List<Register.Conflict> conflicts = new ArrayList<>();
            for (Sighting one : seen) {
                Register.Conflict conflict = register.learn(one.known(now));
                against.add(Optional.ofNullable(conflict).map(Register.Conflict::why));
                if (conflict != null) {
                    conflicts.add(conflict);
                }
            }
            write(register, now);
            forgetUnknown(refs);
            conflicts.forEach(conflict -> note(
                    conflict.names().stream()
                            .map(name -> new UserRef(name.kind(), name.value()))
                            .toList(),
                    new Note(true, conflict.why(), now)));
            return against;
        });
    }

    private void write(Register register, long now) {
        List<@Nullable Object[]> stale = new ArrayList<>();
        register.merged().forEach(user -> stale.add(new Object[] {user}));
        register.changed().forEach(person -> stale.add(new Object[] {person.key()}));
        if (!stale.isEmpty()) {
            jdbc.batch("delete from identity_name where user_key = ? and closed_at is null", stale);
        }
        register.closed()
                .forEach((user, why) -> jdbc.update(
                        "update identity_name set open_key = null, closed_at = ?, closed_why = ? where user_key = ?",
                        now,
                        Redaction.clip(why, LONGEST_WHY),
                        user));
        List<@Nullable Object[]> rows = new ArrayList<>();
        register.changed()
                .forEach(person ->
                        person.names().values().forEach(name -> rows.add(NameRow.values(tenant, person.key(), name))));
        if (!rows.isEmpty()) {
            jdbc.batch(INSERT, rows);
        }
    }

    /** Keeps that nobody has this name, or that it cannot be told who. A conflict is not made less by it. */
    public void against(UserRef ref, Note note) {
        jdbc.inRepeatedTransaction(tx -> {
            lock();
            Note before = notes(List.of(ref)).get(ref);
            if (before == null || !before.conflict() || note.conflict()) {
                note(List.of(ref), note);
            }
            return ref;
        });
    }

    private void note(List<UserRef> refs, Note note) {
        String matter = UUID.randomUUID().toString();
        for (UserRef ref : refs) {
            jdbc.update(
                    "delete from identity_note where tenant = ? and kind = ? and name_key = ?",
                    tenant,
                    ref.kind().word(),
                    ref.key());
            jdbc.update(
                    "insert into identity_note (tenant, kind, name_key, conflict, matter, why, at)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    tenant,
                    ref.kind().word(),
                    ref.key(),
                    note.conflict(),
                    matter,
                    Redaction.clip(note.why(), LONGEST_WHY),
                    note.at());
        }
    }

    private void forgetUnknown(List<UserRef> refs) {
        keys(refs)
                .forEach((kind, keys) -> slices(keys)
                        .forEach(slice -> jdbc.update(
                                "delete from identity_note where tenant = ? and kind = ? and name_key in ("
                                        + places(slice.size()) + ") and not conflict",
                                values(kind, slice))));
    }

    /** A person looked: whatever stands against this name is dropped, with all that belongs to the same matter. */
    public void settle(UserRef ref) {
        jdbc.inRepeatedTransaction(tx -> {
            lock();
            return tx.update(
                    "delete from identity_note where matter in (select matter from identity_note where tenant = ?"
                            + " and kind = ? and name_key = ?)",
                    tenant,
                    ref.kind().word(),
                    ref.key());
        });
    }

    /** A user who was closed. */
    public record Closed(List<KnownName> names, String why, long at) {}

    /** Users who had this name and were closed, the last first. */
    public List<Closed> closed(UserRef ref) {
        record Row(NameRow row, String why, long at) {}
        Map<String, List<Row>> users = new LinkedHashMap<>();
        jdbc.list(
                        "select * from identity_name where user_key in (select user_key from identity_name where"
                                + " tenant = ? and kind = ? and name_key = ? and closed_at is not null)"
                                + " order by closed_at desc, user_key, kind",
                        row -> new Row(NameRow.read(row), row.getString("closed_why"), row.getLong("closed_at")),
                        tenant,
                        ref.kind().word(),
                        ref.key())
                .forEach(row -> users.computeIfAbsent(row.row().user(), key -> new ArrayList<>())
                        .add(row));
        return users.values().stream()
                .map(rows -> new Closed(
                        rows.stream().map(row -> row.row().name()).toList(),
                        rows.get(0).why(),
                        rows.get(0).at()))
                .toList();
    }

    private void lock() {
        jdbc.update("insert into identity_tenant (tenant) values (?) on conflict do nothing", tenant);
        jdbc.list("select tenant from identity_tenant where tenant = ? for update", row -> row.getString(1), tenant);
    }

    private static Map<UserKind, List<String>> keys(Collection<UserRef> refs) {
        Map<UserKind, TreeSet<String>> sorted = new EnumMap<>(UserKind.class);
        refs.forEach(ref ->
                sorted.computeIfAbsent(ref.kind(), kind -> new TreeSet<>()).add(ref.key()));
        Map<UserKind, List<String>> keys = new EnumMap<>(UserKind.class);
        sorted.forEach((kind, set) -> keys.put(kind, List.copyOf(set)));
        return keys;
    }

    private static List<List<String>> slices(List<String> keys) {
        List<List<String>> slices = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MOST) {
            slices.add(keys.subList(from, Math.min(keys.size(), from + MOST)));
        }
        return slices;
    }

    private Object[] values(UserKind kind, List<String> keys) {
        List<Object> values = new ArrayList<>(List.of(tenant, kind.word()));
        values.addAll(keys);
        return values.toArray();
    }

    private static String places(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
