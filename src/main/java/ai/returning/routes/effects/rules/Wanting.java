package ai.returning.routes.effects.rules;

/** A rule that speaks of an event. */
record Wanting(Rule rule, Event event) {}
