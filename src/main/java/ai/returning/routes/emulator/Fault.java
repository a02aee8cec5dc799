package ai.returning.routes.emulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What goes wrong with one call. {@code number} and {@code text} mean what the {@link Kind} says; make one with the
 * factory methods.
 */
public record Fault(Kind kind, int number, String text, Map<String, String> headers) {

    /** The ways in which a call can go wrong. */
    public enum Kind {
        /** Answers {@code number} with {@code headers} and body {@code text}; nothing is applied. */
        STATUS,
        /** Waits {@code number} milliseconds before anything is done. */
        LATENCY,
        /** Reads a part of the request ({@code number} bytes; 0 = half), then resets the connection. */
        RESET_MID_BODY,
        /** Applies the call, then answers {@code number}. */
        APPLY_THEN_FAIL,
        /** Never answers and applies nothing, for {@code number} seconds or until the faults are cleared. */
        TIMEOUT_BEFORE_APPLY,
        /** Applies the call and never answers, for {@code number} seconds or until the faults are cleared. */
        APPLY_THEN_TIMEOUT,
        /** Applies the call, then drops the connection with a reset. */
        APPLY_THEN_RESET,
        /** Writes the answer in pieces over {@code number} milliseconds. */
        SLOW,
        /** Answers 200 to a submission, but there is no job. */
        LOSE_JOB,
        /** The job ends completed after {@code number} rows and shows that figure as its total. */
        TRUNCATE_JOB,
        /** The job stays in processing after {@code number} rows. */
        NEVER_FINISH,
        /** The job ends failed as a whole. */
        FAIL_JOB,
        /** A job query answers 404. */
        HIDE_JOB_QUERIES,
        /** The job list shows another file name for this submission. */
        LOSE_FILE_NAME,
        /** The reply to this submission carries the job id. */
        JOB_ID_IN_REPLY,
        /** The submission makes two jobs. */
        DUPLICATE_SUBMISSION,
        /** The first {@code number} rows of the job fail. */
        FAIL_ROWS,
        /** Answers 307 with Location {@code text}; nothing is applied. */
        REDIRECT,
        /** Answers 200 with a page of HTML; nothing is applied. */
        HTML;

        /** The name in the fault script, such as {@code apply-then-fail}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Kind::word).toList();
        }
    }

    /** How long a call without an answer is held, unless the fault says otherwise. */
    static final int HOLD_SECONDS = 120;

    public Fault {
        headers = Map.copyOf(headers);
    }

    public static Fault of(Kind kind) {
        return of(kind, 0);
    }

    /** A fault with the figure that its kind describes. */
    public static Fault of(Kind kind, int number) {
        return new Fault(kind, number, "", Map.of());
    }

    public static Fault status(int status) {
        return of(Kind.STATUS, status);
    }

    /** 429 with {@code Retry-After} in seconds. */
    public static Fault tooManyRequests(int retryAfterSeconds) {
        return status(429).withHeader("Retry-After", Integer.toString(retryAfterSeconds));
    }

    public static Fault latency(Duration time) {
        return of(Kind.LATENCY, (int) time.toMillis());
    }

    public static Fault resetMidBody() {
        return of(Kind.RESET_MID_BODY);
    }

    public static Fault applyThenFail(int status) {
        return of(Kind.APPLY_THEN_FAIL, status);
    }

    public static Fault applyThenTimeout() {
        return of(Kind.APPLY_THEN_TIMEOUT);
    }

    public static Fault timeoutBeforeApply() {
        return of(Kind.TIMEOUT_BEFORE_APPLY);
    }

    public static Fault slow(Duration time) {
        return of(Kind.SLOW, (int) time.toMillis());
    }

    public static Fault truncateJob(int rows) {
        return of(Kind.TRUNCATE_JOB, rows);
    }

    public static Fault failRows(int rows) {
        return of(Kind.FAIL_ROWS, rows);
    }

    public static Fault redirect(String location) {
        return new Fault(Kind.REDIRECT, 307, location, Map.of());
    }

    public Fault withHeader(String name, String value) {
        Map<String, String> all = new java.util.LinkedHashMap<>(headers);
        all.put(name, value);
        return new Fault(kind, number, text, all);
    }

    /** The body of a {@link Kind#STATUS} answer in place of the usual error text. */
    public Fault withBody(String body) {
        return new Fault(kind, number, body, headers);
    }
}
