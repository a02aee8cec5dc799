package ai.returning.routes.sync.mapping;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A field of a mapping file, checked. */
record FieldSpec(
        CommunityField target,
        /** {@code file:line} of the field. */
        String place,
        /** {@code file:line} of its column or expression. */
        String sourcePlace,
        Expression source,
        FieldType type,
        /** Makes a writer for one mapper. */
        Supplier<CellWriter> writer,
        NullPolicy nulls,
        /** The value for nulls in the form of the source; empty unless the policy is DEFAULT. */
        String defaultValue,
        boolean keepBlank,
        /** The word in the operator column before the field, or null where there is no such column. */
        @Nullable String operator,
        /** True for a timestamp whose source has to bring its own offset. */
        boolean needsOffset) {

    String name() {
        return target.name();
    }
}
