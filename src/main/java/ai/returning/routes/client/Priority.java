package ai.returning.routes.client;

/** Who goes first when calls have to wait for their turn. */
public enum Priority {
    /** Someone or some event waits for the answer. The default. */
    LIVE,
    /** Mass work: goes when no live call waits, and now and then although one does. */
    BULK
}
