package ai.returning.routes.identity;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.IdentityMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.UserKind;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an operation tells of names, for people. */
public record ToldNames(Operation operation, String sentence) {

    /** All operations of the contract that tell names of users. */
    public static List<ToldNames> of(Contract contract) {
        return contract.operations().stream()
                .flatMap(operation ->
                        IdentityMark.of(operation)
                                .map(mark -> new ToldNames(operation, sentence(operation, mark)))
                                .stream())
                .toList();
    }

    private static String sentence(Operation operation, IdentityMark mark) {
        String asked = mark.ask().isEmpty()
                ? "lists for all users"
                : "shows by " + words(mark.ask().keySet(), " or ");
        return asked + ": " + words(mark.shows().keySet(), ", ") + "; evidence "
                + operation.evidence().name().toLowerCase(Locale.ROOT);
    }

    private static String words(Collection<UserKind> kinds, String between) {
        return kinds.stream().map(UserKind::shown).collect(Collectors.joining(between));
    }
}
