package ai.returning.routes.inbox;

/** Works on an event. It may get the same one again after a crash, so what it does must bear repetition. */
@FunctionalInterface
public interface EventHandler {
    /** @throws Exception if the event is to be tried again later */
    void handle(InboxEvent event) throws Exception;

    /**
     * The same, by one who may end the event in the commit of what it writes.
     *
     * @return true if the event has ended so
     */
    default boolean handleAndEnd(InboxEvent event) throws Exception {
        handle(event);
        return false;
    }
}
