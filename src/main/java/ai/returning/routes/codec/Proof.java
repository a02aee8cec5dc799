package ai.returning.routes.codec;

/** Something by which a message proves where it comes from. Thread-safe. */
@FunctionalInterface
public interface Proof {
    /**
     * Looks at a message as it came.
     *
     * @param now milliseconds since 1970
     * @throws RefusedException if it proves nothing
     */
    void check(byte[] body, MessageHeaders headers, long now) throws RefusedException;
}
