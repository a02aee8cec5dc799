package ai.returning.routes.cli;

import java.util.Locale;

/** Names of the code as a person reads them. */
final class Words {
    private Words() {}

    /** {@code BY_OPERATOR} becomes {@code by-operator}. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
