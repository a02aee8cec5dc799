package ai.returning.routes.identity;

/** What became of the question who a user is. */
public sealed interface Resolution {

    /** The user and, among the names, all that were wanted. */
    record Resolved(UserNames names) implements Resolution {}

    /** The API knows nobody by this name, or no operation shows what was wanted: park it, a person has to look. */
    record Unknown(String why) implements Resolution {}

    /** What the API shows contradicts what is known, and nobody guesses: park it, a person has to look. */
    record Ambiguous(String why) implements Resolution {}

    /** The API could not be asked: keep the event and ask again later. */
    record Unavailable(String why) implements Resolution {}
}
