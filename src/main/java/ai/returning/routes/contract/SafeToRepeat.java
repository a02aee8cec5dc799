package ai.returning.routes.contract;

/** Whether the same call twice leaves the same end state ({@code x-rai-safe-to-repeat}); unknown counts as no. */
public enum SafeToRepeat {
    YES,
    NO,
    UNKNOWN;

    public boolean mayRetry() {
        return this == YES;
    }
}
