package ai.returning.routes.lint.dsl;

import java.util.Comparator;
import java.util.List;

/** Picks, of several ways to understand a node that all fail, the one that was probably meant. */
final class Nearness {
    private Nearness() {}

    /** A slip of the node itself means another way was meant; one below it is the one to tell. */
    static List<Slip> best(List<List<Slip>> tries, int level) {
        return tries.stream()
                .min(Comparator.<List<Slip>>comparingLong(slips ->
                                slips.stream().filter(slip -> outOfPlace(slip, level)).count())
                        .thenComparing(List::size))
                .orElse(List.of());
    }

    private static boolean outOfPlace(Slip slip, int level) {
        return slip.level() == level
                && (slip.kind() == Slip.Kind.WRONG_TYPE || slip.kind() == Slip.Kind.MISSING_KEY);
    }
}
