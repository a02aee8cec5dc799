package ai.returning.routes.identity.store;

import ai.returning.routes.contract.UserKind;
import ai.returning.routes.identity.KnownName;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** A user while names are being learnt. */
final class Person {
    private final String key;
    private final Map<UserKind, KnownName> names = new EnumMap<>(UserKind.class);

    Person(String key) {
        this.key = key;
    }

    static Person fresh() {
        return new Person(UUID.randomUUID().toString());
    }

    String key() {
        return key;
    }

    Map<UserKind, KnownName> names() {
        return names;
    }

    /**
     * Whether these cannot be the names of one user. A user name may change, so it alone contradicts nothing.
     */
    boolean contradicts(Map<UserKind, KnownName> others) {
        return names.values().stream()
                .filter(name -> name.kind() != UserKind.USERNAME)
                .anyMatch(name -> {
                    KnownName other = others.get(name.kind());
                    return other != null && !other.key().equals(name.key());
                });
    }
}
