package ai.returning.routes.lint.known;

import ai.returning.routes.support.YamlNode;

/**
 * An expression as a file has it.
 *
 * @param language such as {@code simple}
 * @param predicate whether it is asked for true or false
 */
public record Expr(String language, String text, YamlNode node, boolean predicate) {}
