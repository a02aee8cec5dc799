package ai.returning.routes.sync.snapshot;

/** What is known of the content whose fingerprint an entry holds. The order is part of the block format. */
public enum EntryStatus {
    /** The API applied it. */
    CONFIRMED,
    /** The API accepted it and shows no job; it is sent again at the entry's time. */
    SENT_UNVERIFIED,
    /** It is the last content that went through; a later one was rejected and is to be sent again. */
    RETRY;

    private static final EntryStatus[] ALL = values();

    static EntryStatus of(int ordinal) {
        return ALL[ordinal];
    }
}
