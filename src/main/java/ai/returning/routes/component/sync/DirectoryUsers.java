package ai.returning.routes.component.sync;

import ai.returning.routes.client.Priority;
import ai.returning.routes.contract.UserKind;
import ai.returning.routes.effects.rules.UserName;
import ai.returning.routes.effects.rules.Users;
import ai.returning.routes.identity.Resolution;
import ai.returning.routes.identity.UserDirectory;
import ai.returning.routes.identity.UserNames;
import ai.returning.routes.identity.UserRef;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The users of the directory, by the names rules use. */
public final class DirectoryUsers implements Users {
    private final UserDirectory directory;
    private final Set<UserKind> wanted = EnumSet.noneOf(UserKind.class);

    /** @param wanted the names that the effects need */
    public DirectoryUsers(UserDirectory directory, Set<UserName.Kind> wanted) {
        this.directory = directory;
        wanted.forEach(kind -> this.wanted.add(kind(kind)));
    }

    @Override
    public Map<UserName, Answer> find(Set<UserName> names) {
        Map<UserName, UserRef> refs = new LinkedHashMap<>();
        names.forEach(name -> refs.put(name, new UserRef(kind(name.kind()), name.value())));
        Map<UserRef, Resolution> found = directory.resolveAll(refs.values(), wanted, Priority.BULK);
        Map<UserName, Answer> answers = new LinkedHashMap<>();
        refs.forEach((name, ref) -> answers.put(name, answer(found.get(ref))));
        return answers;
    }

    private static Answer answer(@Nullable Resolution end) {
        if (end instanceof Resolution.Resolved resolved) {
            return new Found(names(resolved.names()));
        }
        if (end instanceof Resolution.Unknown unknown) {
            return new Unknown(unknown.why());
        }
        if (end instanceof Resolution.Ambiguous ambiguous) {
            return new Ambiguous(ambiguous.why());
        }
        return new Unavailable(
                end instanceof Resolution.Unavailable unavailable ? unavailable.why() : "There is no answer.");
    }

    private static Map<UserName.Kind, String> names(UserNames all) {
        Map<UserName.Kind, String> names = new EnumMap<>(UserName.Kind.class);
        for (UserName.Kind kind : UserName.Kind.values()) {
            all.get(kind(kind)).ifPresent(value -> names.put(kind, value));
        }
        return names;
    }

    private static UserKind kind(UserName.Kind kind) {
        return switch (kind) {
            case EMAIL -> UserKind.EMAIL;
            case SHORT_ID -> UserKind.SHORT_ID;
            case USERNAME -> UserKind.USERNAME;
            case OBJECT_ID -> UserKind.OBJECT_ID;
        };
    }
}
