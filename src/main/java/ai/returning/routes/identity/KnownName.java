package ai.returning.routes.identity;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.UserKind;

/**
 * One name of a user.
 *
 * @param value as the API shows it, or took it
 * @param source the operation that said so
 * @param evidence how sure that operation is
 * @param seenAt when it last said so, in milliseconds since 1970
 */
public record KnownName(UserKind kind, String value, String source, Evidence evidence, long seenAt) {

    /** What it is compared by. */
    public String key() {
        return UserRef.key(kind, value);
    }

    @Override
    public String toString() {
        return new UserRef(kind, value).masked() + " by " + source;
    }
}
