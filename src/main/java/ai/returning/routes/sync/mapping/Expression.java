package ai.returning.routes.sync.mapping;

import java.util.List;
import java.util.Set;

/** Where a field's value comes from: a column, a fixed text, or a function of such. */
sealed interface Expression {

    /** A column of the query. */
    record Column(String name) implements Expression {}

    /** A fixed text. */
    record Literal(String text) implements Expression {}

    /** A function with its arguments. */
    record Call(Function function, List<Expression> arguments) implements Expression {}

    /** The functions there are. Null in gives null out, unless said otherwise. */
    enum Function {
        /** Without space, TAB, CR and LF around it. */
        TRIM,
        LOWER,
        UPPER,
        /** All texts in a row; null ones count as empty, only nulls give null. */
        CONCAT,
        /** The first that is neither null nor blank; null if there is none. */
        COALESCE;

        boolean takesOne() {
            return this == TRIM || this == LOWER || this == UPPER;
        }
    }

    /** Adds the names of the columns it reads. */
    default void columns(Set<String> into) {
        if (this instanceof Column column) {
            into.add(column.name());
        } else if (this instanceof Call call) {
            call.arguments().forEach(argument -> argument.columns(into));
        }
    }
}
