package ai.returning.routes.sync.mapping;

/** What a field does when the source has no value. */
enum NullPolicy {
    /** The field keeps what it has. */
    LEAVE,
    /** The field loses what it has. */
    CLEAR,
    /** The field gets a fixed value. */
    DEFAULT,
    /** The row is refused. */
    REFUSE
}
