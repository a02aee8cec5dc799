package ai.returning.routes.effects.crash;

import java.util.List;
import java.util.Map;

/**
 * What a process is told.
 *
 * @param number of the process
 * @param clockBase since when the clock of the test goes, and how many times as fast as the real one
 * @param folder of sealed files
 * @param wanted what every process wants done, again and again
 * @param doomedAt the failpoint at which it dies; empty for whichever comes
 * @param doomedHit at which hit; 0 never
 * @param stops whether it only falls asleep there, until somebody wakes it
 * @param forgetful whether it breaks the rule of the lease
 * @param credulous whether it breaks the rule that a silent process counts as gone only when it is
 */
record HostOrder(
        int number,
        State state,
        Map<String, String> servers,
        String key,
        long clockBase,
        int clockFactor,
        String folder,
        Wanted wanted,
        String doomedAt,
        int doomedHit,
        boolean stops,
        boolean forgetful,
        boolean credulous) {

    /** Where the ledger is. */
    record State(String url, String user, String password) {}

    /** @param users short ids; the user n has the address {@code un@example.org} */
    record Wanted(
            String community,
            String field,
            List<String> users,
            String channel,
            String sender,
            int histories,
            int messages,
            int rewards) {
        int all() {
            return histories + messages + rewards;
        }
    }

    HostOrder doomed(String at, int hit) {
        return next(at, hit, false, forgetful, credulous);
    }

    HostOrder stopped(String at, int hit) {
        return next(at, hit, true, forgetful, credulous);
    }

    HostOrder forgetting() {
        return next(doomedAt, doomedHit, stops, true, credulous);
    }

    HostOrder believing() {
        return next(doomedAt, doomedHit, stops, forgetful, true);
    }

    private HostOrder next(String at, int hit, boolean asleep, boolean forgets, boolean believes) {
        return new HostOrder(
                number + 1,
                state,
                servers,
                key,
                clockBase,
                clockFactor,
                folder,
                wanted,
                at,
                hit,
                asleep,
                forgets,
                believes);
    }
}
