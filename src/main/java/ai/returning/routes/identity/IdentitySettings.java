package ai.returning.routes.identity;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;

/**
 * How names are looked up and for how long they hold.
 *
 * @param keep a name is asked for again after this time
 * @param keepUnknown that nobody has a name is believed for so long
 * @param inFlight look-ups at a time
 * @param listFrom so many unknown users at once are looked for in the list of all users first; 0: never
 */
public record IdentitySettings(Duration keep, Duration keepUnknown, int inFlight, int listFrom) {
    /** A day, ten minutes, 8 at a time, the list from 200 on. */
    public static final IdentitySettings STANDARD =
            new IdentitySettings(Duration.ofHours(24), Duration.ofMinutes(10), 8, 200);

    public IdentitySettings {
        if (keep.isNegative() || keep.isZero() || keepUnknown.isNegative() || inFlight < 1 || listFrom < 0) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai.identity: keep must be longer than 0, in-flight 1 or more, and the others not"
                            + " negative.");
        }
    }
}
