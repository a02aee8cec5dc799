package ai.returning.routes.sync.mapping;

import ai.returning.routes.contract.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A field that a member of the community has. */
public record CommunityField(
        /** Database column name of a default field, key of a custom one. */
        String name,
        Type type,
        /** Decimals a numerical field takes. */
        int scale,
        /** How a date stands in a file, such as {@code yyyy-MM-dd}. */
        String format,
        /** True if two values that differ only in case name the same user. */
        boolean ignoreCase,
        Evidence evidence,
        /** JSON pointer into the payload of getUserData, or null where no read is known. */
        @Nullable String read) {

    /** The types the vendor has. */
    public enum Type {
        SINGLE_LINE_TEXT,
        MULTI_LINE_TEXT,
        NUMERICAL,
        DATE;

        /** The word of the vendor, such as {@code single-line-text}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Type::word).toList();
        }
    }
}
