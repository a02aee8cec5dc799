package ai.returning.routes.effects.rules;

/** Where a value of a call comes from. */
sealed interface Source {

    /** Written in the rule. */
    record Literal(String text) implements Source {}

    /** {@code event.<field>}. */
    record OfEvent(EventField field) implements Source {}

    /** {@code user.<kind>}. */
    record OfUser(UserName.Kind kind) implements Source {}

    /** The configured community. */
    record OfCommunity() implements Source {}
}
