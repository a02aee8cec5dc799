package ai.returning.routes.sync.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An example of a mapping file: a row, and either the cells it gives or the reason it is refused for. */
record Example(
        String name,
        /** {@code file:line}. */
        String place,
        /** Cells by column; a column that is not named is null. */
        Map<String, String> row,
        /** Every cell that is not empty by target field, operators aside. */
        Map<String, String> gives,
        /** The reason, or null if the row is to be sent. */
        @Nullable String refused) {}
