package ai.returning.routes.client;

/**
 * The repetitions a host may be asked for. Each call pays a share of one in, each repetition takes a whole one: a host
 * that is down gets hardly more calls than a healthy one, and takes nothing from the others.
 */
final class RepetitionAccount {
    /** What it holds at most, and at start: enough for single faults of a quiet tenant. */
    private static final double MOST = 10;

    private final double share;
    private double held = MOST;

    RepetitionAccount(double share) {
        this.share = share;
    }

    synchronized void callMade() {
        held = Math.min(MOST, held + share);
    }

    /** False if nothing is left. */
    synchronized boolean take() {
        if (held < 1) {
            return false;
        }
        held--;
        return true;
    }
}
