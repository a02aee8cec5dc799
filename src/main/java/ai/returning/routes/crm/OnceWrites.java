package ai.returning.routes.crm;

import ai.returning.routes.crm.store.CrmWrites;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes that harm when they are done twice, each once for its business key. The intent is on the disk before the call;
 * what has no clear end is never sent again: a person looks into the CRM and says what became of it. Thread-safe.
 */
public final class OnceWrites {
    /** With these nothing was written for certain, so a later attempt may write. */
    private static final Set<ErrorCode> NOTHING_WRITTEN =
            Set.of(ErrorCode.CRM_REFUSED, ErrorCode.CRM_UNAVAILABLE, ErrorCode.SECRET_MISSING, ErrorCode.RUN_STOPPED);

    private final CrmWrites book;
    private final Clock clock;
    private final Duration patience;

    /**
     * Writes by a book.
     *
     * @param patience longer than the longest call: an intent that is older has no call under way
     */
    public OnceWrites(CrmWrites book, Clock clock, Duration patience) {
        this.book = book;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Writes, unless it is written for this key.
     *
     * @param name what is written; keys count within it
     * @param write makes the call and gives the id the CRM has for it
     * @return that id, of this time or of the first one
     * @throws RaiException CRM_UNAVAILABLE if another attempt may be under way; CRM_UNKNOWN if nobody knows how an earlier
     *     one ended; else what {@code write} throws
     */
    public String write(String name, String key, Supplier<String> write) {
        if (!book.begin(name, key, clock.millis())) {
            return before(name, key);
        }
        String id;
        try {
            id = write.get();
        } catch (RaiException e) {
            if (NOTHING_WRITTEN.contains(e.code())) {
                book.forget(name, key);
            } else {
                book.unclear(name, key, clock.millis());
            }
            throw e;
        }
        book.written(name, key, id, clock.millis());
        return id;
    }

    private String before(String name, String key) {
        CrmWrites.Line line = book.find(name, key).orElse(null);
        if (line != null && line.state() == CrmWrites.State.WRITTEN) {
            String id = line.recordId();
            return id == null ? "" : id;
        }
        boolean mayRun = line == null
                || line.state() == CrmWrites.State.INTENT && clock.millis() - line.begunAt() < patience.toMillis();
        if (mayRun) {
            throw new RaiException(
                    ErrorCode.CRM_UNAVAILABLE,
                    "Another attempt at " + name + " '" + key + "' is under way, or ended without a word less than "
                            + patience.toSeconds() + " s ago. Nothing was written now; it is looked at again later.");
        }
        book.unclear(name, key, clock.millis());
        throw new RaiException(
                ErrorCode.CRM_UNKNOWN,
                "Whether an earlier attempt wrote " + name + " '" + key + "' is not known, so it is not written again."
                        + " Look in the CRM, then say ./rai inbox settle " + name + " '" + key
                        + "' --written or --not-written, and replay the event.");
    }
}
