package ai.returning.routes.sync.store;

import org.jspecify.annotations.Nullable;

/** A row that needs a person. */
public record QuarantinedRow(
        Kind kind, long row, @Nullable Integer chunk, String reason, String field, String sentence, String maskedKey) {

    /** Why it is there. */
    public enum Kind {
        /** Stopped by our own checks. */
        INVALID,
        /** Refused by the API. */
        REJECTED,
        /** A whole chunk whose outcome is not known. */
        UNVERIFIED;

        /** The word in tables. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
