package ai.returning.routes.identity;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.UserKind;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The names of one user, as far as they are known. */
public record UserNames(Map<UserKind, KnownName> all) {

    public UserNames {
        all = copy(all);
    }

    /** EnumMap cannot copy an empty map of another kind. */
    private static Map<UserKind, KnownName> copy(Map<UserKind, KnownName> names) {
        Map<UserKind, KnownName> copy = new EnumMap<>(UserKind.class);
        copy.putAll(names);
        return Collections.unmodifiableMap(copy);
    }

    /** @param names each of another kind */
    public static UserNames of(Collection<KnownName> names) {
        Map<UserKind, KnownName> all = new EnumMap<>(UserKind.class);
        names.forEach(name -> all.put(name.kind(), name));
        return new UserNames(all);
    }

    public Optional<String> get(UserKind kind) {
        return Optional.ofNullable(all.get(kind)).map(KnownName::value);
    }

    /** The weakest evidence that these names rest on. */
    public Evidence evidence(Collection<UserKind> kinds) {
        return all.values().stream()
                .filter(name -> kinds.contains(name.kind()))
                .map(KnownName::evidence)
                .max(Comparator.naturalOrder())
                .orElse(Evidence.ASSUMED);
    }

    /** The names that were seen after a time. */
    UserNames since(long time) {
        return of(all.values().stream().filter(name -> name.seenAt() > time).toList());
    }
}
