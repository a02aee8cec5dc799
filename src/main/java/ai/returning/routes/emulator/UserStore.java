package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The users of the community and their fields, kept in {@code users.jsonl} as they were seeded; later changes are
 * replayed over them from the record of applied changes. All methods are safe for many threads.
 */
final class UserStore implements AutoCloseable {
    static final int EMAIL = 0;

    private static final Set<String> START_AT_ZERO = Set.of("xp", "coins");
    private static final int INTERNED = 1 << 12;

    private final Journal journal;
    private final List<UserField> fields;
    private final int defaultFields;
    private final Map<String, Integer> fieldIndex = new HashMap<>();
    private final List<User> users = new ArrayList<>();
    private final Map<String, User> byEmail = new HashMap<>();
    private final Map<String, User> byUsername = new HashMap<>();
    /** Values repeat a lot; one copy of each is enough. */
    private final String[] interned = new String[INTERNED];

    UserStore(Path folder, Profile profile) {
        fields = new ArrayList<>();
        profile.defaultFields().forEach(this::addField);
        defaultFields = fields.size();
        journal = new Journal(folder.resolve("users.jsonl"));
        journal.replay(this::replay);
    }

    private void replay(JsonNode line) {
        if (line.has("field")) {
            JsonNode field = line.get("field");
            addField(new UserField(
                    field.get("key").asText(),
                    field.get("name").asText(),
                    UserField.Type.valueOf(field.get("type").asText())));
        } else if (line.has("email")) {
            Map<String, String> values = new HashMap<>();
            line.get("values")
                    .fields()
                    .forEachRemaining(
                            entry -> values.put(entry.getKey(), entry.getValue().asText()));
            addUser(new SeedUser(
                    line.get("email").asText(), line.get("username").asText(), values));
        }
    }

    /** Like {@link #seed}, but refuses the whole seed before anything is added when a part of it cannot be. */
    synchronized int seedMore(EmulatorSeed seed) {
        List<SeedUser> list = seed.users().toList();
        Set<String> keys = new HashSet<>(fieldIndex.keySet());
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
            require(byEmail(user.email()) == null && emails.add(fold(user.email())), "has a user twice: " + shown);
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
                addField(field);
                journal.append(json -> writeField(json, field));
            }
            seed.users().forEach(user -> {
                User added = addUser(user);
                try {
                    journal.append(json -> writeUser(json, user, added));
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

    private static void writeField(JsonGenerator json, UserField field) throws IOException {
        json.writeObjectFieldStart("field");
        json.writeStringField("key", field.key());
        json.writeStringField("name", field.name());
        json.writeStringField("type", field.type().name());
        json.writeEndObject();
    }

    private static void writeUser(JsonGenerator json, SeedUser user, User added) throws IOException {
        json.writeStringField("email", user.email());
        json.writeStringField("username", added.username());
        json.writeObjectFieldStart("values");
        for (Map.Entry<String, String> value : user.values().entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    private void addField(UserField field) {
        if (fieldIndex.putIfAbsent(field.key(), fields.size()) != null) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The field '" + field.key() + "' of the seed exists already. Leave it out or rename it.");
        }
        fields.add(field);
    }

    private User addUser(SeedUser seed) {
        int number = users.size();
        String email = seed.email();
        String username = seed.username() == null ? usernameOf(email, number) : seed.username();
        @Nullable String[] values = new @Nullable String[fields.size()];
        for (String key : START_AT_ZERO) {
            values[fieldIndex.getOrDefault(key, EMAIL)] = "0";
        }
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

    private static String usernameOf(String email, int number) {
        int at = email.indexOf('@');
        return (at > 0 ? email.substring(0, at) : "user") + "." + Ids.shortId(number);
    }

    private int indexOf(String key) {
        Integer index = fieldIndex.get(key);
        if (index == null) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The seed has a value for the field '" + key + "', which does not exist. Declare it first.");
        }
        return index;
    }

    synchronized List<UserField> fields() {
        return List.copyOf(fields);
    }

    /** True for a field that the system keeps, by its place in {@link #fields()}. */
    boolean isDefault(int index) {
        return index < defaultFields;
    }

    /** The place of a field, or -1. */
    synchronized int fieldIndex(String key) {
        return fieldIndex.getOrDefault(key, -1);
    }

    synchronized int count() {
        return users.size();
    }

    synchronized List<User> all() {
        return List.copyOf(users);
    }

    synchronized @Nullable User byNumber(int number) {
        return number >= 0 && number < users.size() ? users.get(number) : null;
    }

    synchronized @Nullable User byEmail(String email) {
        User user = byEmail.get(email);
        return user != null ? user : byEmail.get(fold(email));
    }

    synchronized @Nullable User byUsername(String username) {
        return byUsername.get(username);
    }

    /** The user with a short id or e-mail address. */
    @Nullable
    User find(String idOrEmail) {
        User user = byNumber(Ids.userNumber(idOrEmail));
        return user != null ? user : byEmail(idOrEmail);
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
