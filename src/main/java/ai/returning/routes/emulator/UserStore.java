package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The users of the community and their fields, kept in {@code users.jsonl} as they were seeded or created; changes of
 * their values are replayed over them from the record of applied changes. All methods are safe for many threads.
 */
final class UserStore implements AutoCloseable {
    static final int EMAIL = 0;

    private static final int INTERNED = 1 << 12;

    private final Journal journal;
    private final FieldCatalog fields;
    private final List<User> users = new ArrayList<>();
    private final Map<String, User> byEmail = new HashMap<>();
    private final Map<String, User> byUsername = new HashMap<>();
    /** Values repeat a lot; one copy of each is enough. */
    private final String[] interned = new String[INTERNED];

    UserStore(Path folder, Profile profile) {
        fields = new FieldCatalog(profile.defaultFields(), profile.hiddenFields());
        journal = new Journal(folder.resolve("users.jsonl"));
        journal.replay(this::replay);
    }

    private void replay(JsonNode line) {
        if (line.has("field")) {
            replayField(UserLines.field(line.get("field")));
        } else if (line.has("email")) {
            User user = addUser(UserLines.user(line));
            user.setDisplayName(UserLines.displayName(line));
        }
    }

    private void replayField(UserLines.FieldLine line) {
        UserField field = line.field();
        if (line.time() == null || line.mark() == null) {
            addField(field, line.time());
        } else if (line.mark().equals(UserLines.DELETED)) {
            fields.delete(fields.visible(field.key()), line.time());
        } else {
            fields.change(fields.visible(field.key()), field, line.time());
        }
    }

    /** Like {@link #seed}, but refuses the whole seed before anything is added when a part of it cannot be. */
    synchronized int seedMore(EmulatorSeed seed) {
        List<SeedUser> list = seed.users().toList();
        Set<String> keys = new HashSet<>(fields.keys());
        for (UserField field : seed.customFields()) {
            require(keys.add(field.key()), "has a field that exists already: " + field.key());
        }
        Set<String> emails = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (SeedUser user : list) {
            String shown = Redaction.person(user.email());
            String name = user.username();
            require(!user.email().isBlank(), "has a user without an e-mail address");
            require(keys.containsAll(user.values().keySet()), "has a value for an unknown field at " + shown);
            require(
                    !byEmail.containsKey(fold(user.email())) && emails.add(fold(user.email())),
                    "has a user twice: " + shown);
            require(
                    name == null || (!byUsername.containsKey(name) && names.add(name)),
                    "has a username twice, at " + shown);
        }
        return seed(new EmulatorSeed(seed.customFields(), list.stream()));
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new RaiException(ErrorCode.CONFIG_INVALID, "The seed " + problem + ". Nothing was added.");
        }
    }

    /** Adds fields and users: all of them reach the disk together, or a restart shows none. */
    synchronized int seed(EmulatorSeed seed) {
        int before = users.size();
        try {
            for (UserField field : seed.customFields()) {
                addField(field, null);
                journal.append(json -> UserLines.field(json, field, null, null));
            }
            seed.users().forEach(user -> {
                User added = addUser(user);
                try {
                    journal.append(json -> UserLines.user(json, user.values(), added, user.email()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            int added = users.size() - before;
            journal.commit("seed", json -> json.writeNumberField("users", added));
            return added;
        } catch (IOException | UncheckedIOException e) {
            throw new RaiException(
                    ErrorCode.EMULATOR_DATA, journal.file() + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    /** Makes a user who is then there for good. Address and name must be free. */
    synchronized User create(String email, @Nullable String username, @Nullable String displayName) throws IOException {
        User user = addUser(new SeedUser(email, username, Map.of()));
        user.setDisplayName(displayName);
        journal.append(json -> UserLines.user(json, Map.of(), user, email));
        journal.commit("user", json -> {});
        return user;
    }

    /** Adds a field for good and returns its place; the key must be free. */
    synchronized int createField(UserField field, Instant now) throws IOException {
        int place = addField(field, now);
        journal.append(json -> UserLines.field(json, field, null, now));
        journal.commit("field", json -> {});
        return place;
    }

    synchronized void changeField(int place, UserField field, Instant now) throws IOException {
        fields.change(place, field, now);
        journal.append(json -> UserLines.field(json, field, UserLines.CHANGED, now));
        journal.commit("field", json -> {});
    }

    synchronized void deleteField(int place, Instant now) throws IOException {
        UserField field = fields.slot(place).field();
        fields.delete(place, now);
        clear(place);
        journal.append(json -> UserLines.field(json, field, UserLines.DELETED, now));
        journal.commit("field", json -> {});
    }

    /** Takes the values of a field from all users. */
    synchronized void clear(int place) {
        users.forEach(user -> user.set(place, null));
    }

    private int addField(UserField field, @Nullable Instant created) {
        int place = fields.add(field, created);
        if (place < 0) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The field '" + field.key() + "' of the seed exists already. Leave it out or rename it.");
        }
        return place;
    }

    private User addUser(SeedUser seed) {
        int number = users.size();
        String email = seed.email();
        String username = seed.username() == null ? usernameOf(email, number) : seed.username();
        @Nullable String[] values = blankValues();
        seed.values().forEach((key, value) -> values[indexOf(key)] = intern(value));
        values[EMAIL] = email;
        User user = new User(number, username, values);
        if (byEmail.putIfAbsent(fold(email), user) != null || byUsername.putIfAbsent(username, user) != null) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The seed user " + Redaction.person(email) + " has an e-mail address or username that exists"
                            + " already. Give each user its own.");
        }
        users.add(user);
        return user;
    }

    /** Balances start at zero, everything else without a value. */
    private @Nullable String[] blankValues() {
        @Nullable String[] values = new @Nullable String[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.isBalance(i) ? "0" : null;
        }
        return values;
    }

    /** A user who is not in the store, to try a row of a file on. */
    synchronized User blank() {
        return new User(-1, "", blankValues());
    }

    private static String usernameOf(String email, int number) {
        int at = email.indexOf('@');
        return (at > 0 ? email.substring(0, at) : "user") + "." + Ids.shortId(number);
    }

    private int indexOf(String key) {
        int index = fields.visible(key);
        if (index < 0) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The seed has a value for the field '" + key + "', which does not exist. Declare it first.");
        }
        return index;
    }

    /** The fields that reads show, default ones first. */
    synchronized List<UserField> fields() {
        return fields.all();
    }

    /** The field at a place. */
    synchronized UserField field(int place) {
        return fields.slot(place).field();
    }

    synchronized FieldCatalog.Slot slot(int place) {
        return fields.slot(place);
    }

    /** Places that have ever been given out. */
    synchronized int places() {
        return fields.size();
    }

    /** True for a field that the system keeps. */
    synchronized boolean isDefault(int place) {
        return fields.isDefault(place);
    }

    synchronized boolean isVisible(int place) {
        return fields.isVisible(place);
    }

    /** The place of a field that reads show, or -1. */
    synchronized int fieldIndex(String key) {
        return fields.visible(key);
    }

    /** The place of a field, shown or hidden, or -1. */
    synchronized int anyIndex(String key) {
        int place = fields.visible(key);
        return place >= 0 ? place : fields.hidden(key);
    }

    /** The place of a field that no read shows, or -1. */
    synchronized int hiddenIndex(String key) {
        return fields.hidden(key);
    }

    synchronized int count() {
        return users.size();
    }

    /** All users who are not deleted. */
    synchronized List<User> all() {
        return users.stream().filter(user -> !user.deleted()).toList();
    }

    /** The user with this number, deleted or not. */
    synchronized @Nullable User numbered(int number) {
        return number >= 0 && number < users.size() ? users.get(number) : null;
    }

    synchronized @Nullable User byNumber(int number) {
        return present(numbered(number));
    }

    synchronized @Nullable User byEmail(String email) {
        User user = byEmail.get(email);
        return present(user != null ? user : byEmail.get(fold(email)));
    }

    synchronized @Nullable User byUsername(String username) {
        return present(byUsername.get(username));
    }

    /** The user with this name, deleted or not. */
    synchronized @Nullable User named(String username) {
        return byUsername.get(username);
    }

    /** True when a user has the address or name, deleted or not. */
    synchronized boolean taken(String email, String username) {
        return byEmail.containsKey(fold(email)) || byUsername.containsKey(username);
    }

    private static @Nullable User present(@Nullable User user) {
        return user == null || user.deleted() ? null : user;
    }

    /** The user with a short id or e-mail address. */
    @Nullable
    User find(String idOrEmail) {
        User user = byNumber(Ids.userNumber(idOrEmail));
        return user != null ? user : byEmail(idOrEmail);
    }

    /** The user with an object id or a short id. */
    @Nullable
    User byId(String id) {
        return byNumber(Ids.isObjectId(id) ? Ids.userOfObject(id) : Ids.userNumber(id));
    }

    /** The user with a name or an e-mail address. */
    @Nullable
    User sender(String nameOrEmail) {
        User user = byUsername(nameOrEmail);
        return user != null ? user : byEmail(nameOrEmail);
    }

    synchronized @Nullable String value(User user, int field) {
        return user.value(field);
    }

    synchronized void set(User user, int field, @Nullable String value) {
        user.set(field, value == null ? null : intern(value));
    }

    private String intern(String value) {
        if (value.length() > 40) {
            return value;
        }
        int slot = value.hashCode() * 0x9E3779B9 >>> 20;
        String known = interned[slot];
        if (value.equals(known)) {
            return known;
        }
        interned[slot] = value;
        return value;
    }

    private static String fold(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        journal.close();
    }
}
