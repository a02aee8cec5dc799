package ai.returning.routes.identity;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.IdentityMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.UserKind;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/** The operations by which names of users can be learnt here, the surest first. */
final class Ways {
    private final Contract contract;
    private final String tenant;
    private final List<Way> ways;

    /** @param usable whether an operation may be called and has its key */
    Ways(Contract contract, String tenant, Predicate<Operation> usable) {
        this.contract = contract;
        this.tenant = tenant;
        this.ways = contract.operations().stream()
                .filter(operation -> operation.enabled() && usable.test(operation))
                .flatMap(operation -> IdentityMark.of(operation).map(mark -> new Way(operation, mark)).stream())
                .sorted(Comparator.comparing(way -> way.operation().evidence()))
                .toList();
    }

    List<Way> all() {
        return ways;
    }

    Optional<Way> list() {
        return ways.stream().filter(Way::isList).findFirst();
    }

    /** The parameter that names the community, where the operation has it. */
    Map<String, String> community(Way way) {
        String name = contract.communityParameter();
        return way.operation().parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals(name))
                ? Map.of(name, tenant)
                : Map.of();
    }

    /**
     * The next operation of the shortest path from the known names to all that are wanted; empty if there is none. If all
     * are known, an operation that shows whether there is such a user.
     */
    Optional<Way> next(Set<UserKind> known, Set<UserKind> wanted, Set<Way> tried) {
        record Step(EnumSet<UserKind> known, Optional<Way> first) {}
        Queue<Step> steps = new ArrayDeque<>(List.of(new Step(EnumSet.copyOf(known), Optional.empty())));
        Set<Set<UserKind>> seen = new HashSet<>();
        while (!steps.isEmpty()) {
            Step step = steps.remove();
            if (step.first().isPresent() && step.known().containsAll(wanted)) {
                return step.first();
            }
            if (!seen.add(step.known())) {
                continue;
            }
            for (Way way : ways) {
                if (!tried.contains(way) && way.askedBy(step.known()).isPresent()) {
                    EnumSet<UserKind> after = EnumSet.copyOf(step.known());
                    after.addAll(way.mark().shows().keySet());
                    steps.add(new Step(after, step.first().or(() -> Optional.of(way))));
                }
            }
        }
        return Optional.empty();
    }
}
