package ai.returning.routes.effects.rules;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the users that events mean. */
public interface Users {
    /** Whom an event means that concerns no user. */
    Found NOBODY = new Found(Map.of());

    /**
     * Looks many up at once; may wait for the API.
     *
     * @return an answer for each name
     */
    Map<UserName, Answer> find(Set<UserName> names);

    /** What is known of a name. */
    sealed interface Answer {}

    /** Exactly one user has the name; what is empty is not known. */
    record Found(Map<UserName.Kind, String> names) implements Answer {
        /** Copies the names. */
        public Found {
            names = Map.copyOf(names);
        }

        /** A name of the user. */
        public Optional<String> name(UserName.Kind kind) {
            return Optional.ofNullable(names.get(kind));
        }
    }

    /**
     * No user of the community has the name.
     *
     * @param why one sentence
     */
    record Unknown(String why) implements Answer {}

    /**
     * Several users may be meant, and none is guessed.
     *
     * @param why one sentence
     */
    record Ambiguous(String why) implements Answer {}

    /**
     * It cannot be told now; asking again later may help.
     *
     * @param why one sentence
     */
    record Unavailable(String why) implements Answer {}
}
