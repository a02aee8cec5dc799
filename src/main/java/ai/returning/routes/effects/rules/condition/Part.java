package ai.returning.routes.effects.rules.condition;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A part of a condition. */
sealed interface Part {
    Truth truth(Map<String, ? extends @Nullable Object> values);

    /** What the values say about it, whether it holds or not. */
    String told(Map<String, ? extends @Nullable Object> values);

    void fields(Set<String> into);

    /** All of several. */
    record And(List<Part> parts) implements Part {
        @Override
        public Truth truth(Map<String, ? extends @Nullable Object> values) {
            return parts.stream().map(part -> part.truth(values)).reduce(Truth.TRUE, Truth::and);
        }

        @Override
        public String told(Map<String, ? extends @Nullable Object> values) {
            return parts.stream()
                    .filter(part -> part.truth(values) != Truth.TRUE)
                    .findFirst()
                    .map(part -> part.told(values))
                    .orElseGet(() -> joined(parts, values));
        }

        @Override
        public void fields(Set<String> into) {
            parts.forEach(part -> part.fields(into));
        }
    }

    /** One of several. */
    record Or(List<Part> parts) implements Part {
        @Override
        public Truth truth(Map<String, ? extends @Nullable Object> values) {
            return parts.stream().map(part -> part.truth(values)).reduce(Truth.FALSE, Truth::or);
        }

        @Override
        public String told(Map<String, ? extends @Nullable Object> values) {
            return parts.stream()
                    .filter(part -> part.truth(values) == Truth.TRUE)
                    .findFirst()
                    .map(part -> part.told(values))
                    .orElseGet(() -> joined(parts, values));
        }

        @Override
        public void fields(Set<String> into) {
            parts.forEach(part -> part.fields(into));
        }
    }

    /** The contrary. */
    record Not(Part part) implements Part {
        @Override
        public Truth truth(Map<String, ? extends @Nullable Object> values) {
            return part.truth(values).not();
        }

        @Override
        public String told(Map<String, ? extends @Nullable Object> values) {
            return part.told(values);
        }

        @Override
        public void fields(Set<String> into) {
            part.fields(into);
        }
    }

    /** Two values compared. */
    record Compared(Operand left, Comparison comparison, Operand right) implements Part {
        @Override
        public Truth truth(Map<String, ? extends @Nullable Object> values) {
            Object one = left.value(values);
            Object other = right.value(values);
            return one == null || other == null ? Truth.UNKNOWN : Truth.of(comparison.holds(one, other));
        }

        @Override
        public String told(Map<String, ? extends @Nullable Object> values) {
            if (left.value(values) == null || right.value(values) == null) {
                return (left.value(values) == null ? left : right).name() + " is null";
            }
            return left.shown(values) + (truth(values) == Truth.TRUE ? " is " : " is not ") + comparison.sign() + " "
                    + right.shown(values);
        }

        @Override
        public void fields(Set<String> into) {
            read(left, into);
            read(right, into);
        }
    }

    /** One of a list. */
    record In(Operand value, List<Operand> list) implements Part {
        @Override
        public Truth truth(Map<String, ? extends @Nullable Object> values) {
            return list.stream()
                    .map(item -> new Compared(value, Comparison.EQUAL, item).truth(values))
                    .reduce(Truth.FALSE, Truth::or);
        }

        @Override
        public String told(Map<String, ? extends @Nullable Object> values) {
            if (value.value(values) == null) {
                return value.name() + " is null";
            }
            return value.shown(values)
                    + (truth(values) == Truth.TRUE ? " is one of " : " is none of ")
                    + list.stream().map(item -> item.shown(values)).collect(Collectors.joining(", "));
        }

        @Override
        public void fields(Set<String> into) {
            read(value, into);
            list.forEach(item -> read(item, into));
        }
    }

    /** A value that is not there. */
    record IsNull(Operand value) implements Part {
        @Override
        public Truth truth(Map<String, ? extends @Nullable Object> values) {
            return Truth.of(value.value(values) == null);
        }

        @Override
        public String told(Map<String, ? extends @Nullable Object> values) {
            return value.value(values) == null ? value.name() + " is null" : value.shown(values) + " is not null";
        }

        @Override
        public void fields(Set<String> into) {
            read(value, into);
        }
    }

    /** A field that is true or false by itself. */
    record Flagged(Operand value) implements Part {
        @Override
        public Truth truth(Map<String, ? extends @Nullable Object> values) {
            Object flag = value.value(values);
            return flag == null ? Truth.UNKNOWN : Truth.of((Boolean) flag);
        }

        @Override
        public String told(Map<String, ? extends @Nullable Object> values) {
            return value.name() + " is " + value.value(values);
        }

        @Override
        public void fields(Set<String> into) {
            read(value, into);
        }
    }

    private static void read(Operand operand, Set<String> into) {
        if (operand.isField()) {
            into.add(operand.name());
        }
    }

    private static String joined(List<Part> parts, Map<String, ? extends @Nullable Object> values) {
        return parts.stream().map(part -> part.told(values)).collect(Collectors.joining(" and "));
    }
}
