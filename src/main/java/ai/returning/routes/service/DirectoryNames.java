package ai.returning.routes.service;

import ai.returning.routes.contract.UserKind;
import ai.returning.routes.effects.OtherNames;
import ai.returning.routes.identity.KnownName;
import ai.returning.routes.identity.UserRef;
import ai.returning.routes.identity.store.IdentityStore;
import java.util.Arrays;
import java.util.List;

/** Other names of a user by the directory of users. Asks nobody but the state. */
final class DirectoryNames implements OtherNames {
    private final IdentityStore store;

    DirectoryNames(IdentityStore store) {
        this.store = store;
    }

    @Override
    public List<String> of(String name) {
        List<UserRef> refs = Arrays.stream(UserKind.values())
                .map(kind -> new UserRef(kind, name))
                .toList();
        return store.find(refs).values().stream()
                .flatMap(user -> user.all().values().stream())
                .map(KnownName::key)
                .distinct()
                .toList();
    }
}
