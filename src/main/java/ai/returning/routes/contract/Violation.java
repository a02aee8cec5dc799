package ai.returning.routes.contract;

/** One thing in a request that the contract does not allow. */
public record Violation(
        /** Name of a parameter, or JSON pointer into the body. */
        String where,
        /** The rule that is broken, as the end of a sentence; a value is shown masked. */
        String problem) {

    @Override
    public String toString() {
        return (where.isEmpty() ? "the body" : where) + " " + problem;
    }
}
