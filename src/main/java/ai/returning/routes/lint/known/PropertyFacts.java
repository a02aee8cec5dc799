package ai.returning.routes.lint.known;

import java.util.List;
import java.util.Optional;

/**
 * A property of a Kamelet.
 *
 * @param standard its default, if it has one
 * @param example what it may look like, if that is told
 * @param words what it may be; empty if any value of the type will do
 * @param pattern regular expression a value must match, if there is one
 * @param secret whether it holds a password
 */
public record PropertyFacts(
        String name,
        String type,
        boolean required,
        Optional<String> standard,
        Optional<String> example,
        List<String> words,
        Optional<String> pattern,
        boolean secret) {}
