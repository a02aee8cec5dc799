package ai.returning.routes.client;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;

/** How hard the client may press a tenant: rate, repetition, circuit breaker. Below {@code returning-ai.client}. */
public record CallPolicy(
        /** Most calls of {@link ApiClient#callAsync} at the server at a time, each on a connection of its own. */
        int inFlight, Rate rate, Retries retries, Breaker breaker) {

    /**
     * 256 in flight; no rate limit, since the vendor documents none; 3 attempts within a tenth of all calls; a host
     * rests 10 s when half of its last 50 calls failed.
     */
    public static final CallPolicy STANDARD = new CallPolicy(256, Rate.STANDARD, Retries.STANDARD, Breaker.STANDARD);

    public CallPolicy {
        Rule.require(inFlight > 0, "in-flight", "must be 1 or more");
    }

    /** One budget for all calls of a tenant. */
    public record Rate(
            /** Calls a second over time; 0 sets no limit. */
            double perSecond,
            /** Calls that may go at once after a rest. */
            int burst,
            /** Calls that may wait for their turn before {@link ApiClient#callAsync} makes its caller wait. */
            int waiting,
            /** Longest wait for a turn; then the call fails and nothing was sent. */
            Duration longestWait) {

        /** No limit, 20 at once if one is set, 1,000 waiting, 5 min 30 s: longer than a Retry-After may pause. */
        public static final Rate STANDARD = new Rate(0, 20, 1_000, Duration.ofSeconds(330));

        public Rate {
            Rule.require(
                    perSecond >= 0 && perSecond <= 1_000_000, "rate.per-second", "must be 0 (no limit) to 1000000");
            Rule.require(burst > 0, "rate.burst", "must be 1 or more");
            Rule.require(waiting > 0, "rate.waiting", "must be 1 or more");
            Rule.require(longestWait.toMillis() > 0, "rate.longest-wait", "must be longer than 0");
        }

        /**
         * Refuses a wait that ends before the longest pause does: every call of such a pause would fail.
         *
         * @throws RaiException CONFIG_INVALID
         */
        public void requireWaitOf(Duration longestPause) {
            Rule.require(
                    longestWait.compareTo(longestPause) >= 0,
                    "rate.longest-wait",
                    "is " + longestWait.toSeconds() + "s, but must not be below returning-ai.client.retry-after-cap ("
                            + longestPause.toSeconds() + "s)");
        }
    }

    /** Repetition of calls that are safe to repeat. */
    public record Retries(
            /** Attempts of one call, the first included; 1 switches repetition off. */
            int attempts,
            /** Wait before the second attempt; it doubles from there, and each wait is shortened by chance. */
            Duration first,
            /** Longest wait; a host that asks for more is not waited for. */
            Duration longest,
            /** Repetitions as a share of calls, over time, so that they cannot double the load of a sick host. */
            double share) {

        /** 3 attempts, 200 ms to 5 s, a tenth. */
        public static final Retries STANDARD = new Retries(3, Duration.ofMillis(200), Duration.ofSeconds(5), 0.1);

        public Retries {
            Rule.require(attempts > 0, "retries.attempts", "must be 1 or more");
            Rule.require(first.toMillis() > 0, "retries.first", "must be longer than 0");
            Rule.require(longest.compareTo(first) >= 0, "retries.longest", "must not be below retries.first");
            Rule.require(share >= 0 && share <= 1, "retries.share", "must be between 0 and 1");
        }

        /**
         * True if a call that failed so goes again, as far as operation and failure decide; a host at rest, a pause it
         * asked for and the share of repetitions may still say no.
         *
         * @param attempt the number of the attempt that failed, from 1
         */
        public boolean mayGoAgain(Operation operation, CallFailedException failure, int attempt) {
            return attempt < attempts && Repetition.mayRepeat(operation) && Repetition.mayPass(failure);
        }
    }

    /** When a host is left alone: answers 5xx, no connection, no answer in time. */
    public record Breaker(
            /** Last calls that are looked at, and how many it takes to judge. */
            int window,
            int minimum,
            /** Share of failed calls that opens the circuit. */
            double failureShare,
            /** How long the host rests, and how many calls then try it. */
            Duration rest,
            int probes) {

        /** Half of the last 50, from 20 on; 10 s; 3 probes. */
        public static final Breaker STANDARD = new Breaker(50, 20, 0.5, Duration.ofSeconds(10), 3);

        public Breaker {
            Rule.require(window > 0, "breaker.window", "must be 1 or more");
            Rule.require(minimum > 0 && minimum <= window, "breaker.minimum", "must be 1 to breaker.window");
            Rule.require(failureShare > 0 && failureShare <= 1, "breaker.failure-share", "must be above 0, at most 1");
            Rule.require(rest.toMillis() > 0, "breaker.rest", "must be longer than 0");
            Rule.require(probes > 0, "breaker.probes", "must be 1 or more");
        }
    }

    public CallPolicy inFlight(int calls) {
        return new CallPolicy(calls, rate, retries, breaker);
    }

    public CallPolicy rate(Rate other) {
        return new CallPolicy(inFlight, other, retries, breaker);
    }

    public CallPolicy retries(Retries other) {
        return new CallPolicy(inFlight, rate, other, breaker);
    }

    public CallPolicy breaker(Breaker other) {
        return new CallPolicy(inFlight, rate, retries, other);
    }

    /** In a class of its own: the standards of the parts must not need the standard of the whole to exist. */
    private static final class Rule {
        private Rule() {}

        static void require(boolean fits, String key, String rule) {
            if (!fits) {
                throw new RaiException(ErrorCode.CONFIG_INVALID, "returning-ai.client." + key + " " + rule + ".");
            }
        }
    }
}
