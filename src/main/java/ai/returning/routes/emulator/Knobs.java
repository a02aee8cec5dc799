package ai.returning.routes.emulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * Lasting properties of the emulated tenant; they may be turned at any time. Faults change single calls, knobs change
 * all of them. A fresh set has the documented reply without a job id, keeps file names and does jobs at once.
 */
public final class Knobs {
    /** On: the reply to a submission carries the job id. */
    @JsonProperty
    volatile boolean jobIdInSubmitResponse;
    /** Off: the job list shows another file name. */
    @JsonProperty
    volatile boolean keepFileName = true;
    /** On: all job queries answer 404. */
    @JsonProperty
    volatile boolean hideJobQueries;
    /** On: submissions are answered 200, but make no job. */
    @JsonProperty
    volatile boolean loseSubmission;
    /** On: each submission makes two jobs. */
    @JsonProperty
    volatile boolean duplicateSubmission;
    /** On: each job ends failed as a whole. */
    @JsonProperty
    volatile boolean failJob;
    /** On: a missing permission is answered 401 instead of 403; the pages disagree. */
    @JsonProperty
    volatile boolean missingPermissionIs401;

    /** On: an incoming webhook without its key is answered 200 and does nothing. */
    @JsonProperty
    volatile boolean webhooksSwallowMissingKey;
    /** On: an incoming webhook that is set up with encryption takes plain bodies as well. */
    @JsonProperty
    volatile boolean webhooksAcceptPlain;
    /** On: a badge that the user has already is refused with 409 instead of answered 200 without effect. */
    @JsonProperty
    volatile boolean secondAwardIsConflict;

    /** Further attempts at an event that was not accepted. */
    @JsonProperty
    volatile int webhookRetries;
    /** On: each event is delivered twice. */
    @JsonProperty
    volatile boolean webhookDuplicate;
    /** On: no event is delivered. */
    @JsonProperty
    volatile boolean webhookDrop;
    /** On: of two events that wait, the younger goes first. */
    @JsonProperty
    volatile boolean webhookReorder;
    /** Each event waits so long. */
    @JsonProperty
    volatile long webhookDelayMillis;
    /** On: events carry a wrong API key, and are encrypted with a wrong one. */
    @JsonProperty
    volatile boolean webhookWrongKey;
    /** On: events are encrypted in the other mode. */
    @JsonProperty
    volatile boolean webhookWrongMode;
    /** On: bodies of events end in the middle. */
    @JsonProperty
    volatile boolean webhookTruncatedBody;
    /** On: what should be encrypted is neither encrypted nor marked. */
    @JsonProperty
    volatile boolean webhookPlainBody;

    /** Data rows a file may have. */
    @JsonProperty
    volatile int maxRows = 10_000;
    /** Bytes a file may have. */
    @JsonProperty
    volatile long maxBytes = 10L << 20;
    /** Time a job stays queued. */
    @JsonProperty
    volatile long queuedMillis;
    /** Time a job takes for one row. */
    @JsonProperty
    volatile long microsPerRow;

    public Knobs jobIdInSubmitResponse(boolean on) {
        jobIdInSubmitResponse = on;
        return this;
    }

    public Knobs keepFileName(boolean on) {
        keepFileName = on;
        return this;
    }

    public Knobs hideJobQueries(boolean on) {
        hideJobQueries = on;
        return this;
    }

    public Knobs loseSubmission(boolean on) {
        loseSubmission = on;
        return this;
    }

    public Knobs duplicateSubmission(boolean on) {
        duplicateSubmission = on;
        return this;
    }

    public Knobs failJob(boolean on) {
        failJob = on;
        return this;
    }

    public Knobs missingPermissionIs401(boolean on) {
        missingPermissionIs401 = on;
        return this;
    }

    public Knobs webhooksSwallowMissingKey(boolean on) {
        webhooksSwallowMissingKey = on;
        return this;
    }

    public Knobs webhooksAcceptPlain(boolean on) {
        webhooksAcceptPlain = on;
        return this;
    }

    public Knobs secondAwardIsConflict(boolean on) {
        secondAwardIsConflict = on;
        return this;
    }

    public Knobs webhookRetries(int further) {
        webhookRetries = further;
        return this;
    }

    public Knobs webhookDuplicate(boolean on) {
        webhookDuplicate = on;
        return this;
    }

    public Knobs webhookDrop(boolean on) {
        webhookDrop = on;
        return this;
    }

    public Knobs webhookReorder(boolean on) {
        webhookReorder = on;
        return this;
    }

    public Knobs webhookDelay(Duration time) {
        webhookDelayMillis = time.toMillis();
        return this;
    }

    public Knobs webhookWrongKey(boolean on) {
        webhookWrongKey = on;
        return this;
    }

    public Knobs webhookWrongMode(boolean on) {
        webhookWrongMode = on;
        return this;
    }

    public Knobs webhookTruncatedBody(boolean on) {
        webhookTruncatedBody = on;
        return this;
    }

    public Knobs webhookPlainBody(boolean on) {
        webhookPlainBody = on;
        return this;
    }

    public Knobs maxRows(int rows) {
        maxRows = rows;
        return this;
    }

    public Knobs maxBytes(long bytes) {
        maxBytes = bytes;
        return this;
    }

    public Knobs queuedTime(Duration time) {
        queuedMillis = time.toMillis();
        return this;
    }

    /** Microseconds are the finest step. */
    public Knobs timePerRow(Duration time) {
        microsPerRow = time.toNanos() / 1_000;
        return this;
    }
}
