package ai.returning.routes.emulator;

/**
 * One attempt to deliver an event.
 *
 * @param event word of the event
 * @param body the text before it was encrypted or damaged
 * @param attempt 1 for the first
 * @param status answer of the receiver; 0 for none, -1 for an event that was dropped
 */
public record WebhookDelivery(String event, String body, int attempt, int status) {
    static final int NO_ANSWER = 0;
    static final int DROPPED = -1;

    boolean accepted() {
        return status / 100 == 2;
    }
}
