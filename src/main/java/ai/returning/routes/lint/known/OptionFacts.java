package ai.returning.routes.lint.known;

import java.util.List;

/**
 * An option of an endpoint as the catalog describes it.
 *
 * @param inPath whether it stands before the question mark
 * @param type {@code string}, {@code boolean}, {@code integer}, {@code number}, {@code duration}, {@code enum},
 *     {@code object} …
 * @param words what an enum takes; else empty
 * @param secret whether its value must not be shown
 * @param label who reads it: {@code consumer}, {@code producer}, both, or none
 * @param prefix before names of its own, such as {@code trigger.}; empty for a plain option
 */
public record OptionFacts(
        String name,
        boolean inPath,
        boolean required,
        String type,
        List<String> words,
        boolean secret,
        String label,
        String prefix) {

    /** Whether only a route that starts from the endpoint reads it. */
    public boolean onlyConsumer() {
        return label.contains("consumer") && !label.contains("producer");
    }

    /** Whether only a step that calls the endpoint reads it. */
    public boolean onlyProducer() {
        return label.contains("producer") && !label.contains("consumer");
    }
}
