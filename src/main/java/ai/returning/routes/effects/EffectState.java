package ai.returning.routes.effects;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where an effect stands. Only the moves named here are ever written. */
public enum EffectState {
    /** Wanted, and not yet allowed to be sent. */
    PLANNED,
    /** May be sent; nothing has left this host. */
    INTENT,
    /** Claimed by a process that is about to send it, sends it, or has sent it and knows no answer yet. */
    SENDING,
    /** The API took it and has not said what became of it. */
    ACCEPTED,
    /** Done, once. */
    APPLIED,
    /** Refused by the API; nothing happened. */
    REJECTED,
    /** May have happened or not. Never sent again before evidence says that it did not happen. */
    AMBIGUOUS,
    /** Evidence says that it did not happen; a new attempt follows. */
    NOT_APPLIED,
    /** The evidence contradicts itself or is not there: a person decides. */
    NEEDS_PERSON;

    /**
     * From intent or rejected straight to applied: a late answer to an attempt that counted as not applied. From intent to
     * ambiguous: the job of its last file showed up after all. From ambiguous to ambiguous: the process that others took
     * for lost says that it knows no more than they do, and will send nothing more of it.
     */
    private static final Map<EffectState, Set<EffectState>> MOVES = Map.of(
            PLANNED, Set.of(INTENT, REJECTED),
            INTENT, Set.of(SENDING, AMBIGUOUS, APPLIED, REJECTED),
            SENDING, Set.of(INTENT, ACCEPTED, REJECTED, AMBIGUOUS),
            ACCEPTED, Set.of(APPLIED, REJECTED, AMBIGUOUS),
            AMBIGUOUS, Set.of(AMBIGUOUS, APPLIED, REJECTED, NOT_APPLIED, NEEDS_PERSON),
            NOT_APPLIED, Set.of(INTENT),
            NEEDS_PERSON, Set.of(APPLIED, REJECTED, NOT_APPLIED),
            REJECTED, Set.of(INTENT, APPLIED),
            APPLIED, Set.of());

    /** The word in tables, commands and documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state of a word. */
    public static EffectState of(String word) {
        for (EffectState state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        throw new RaiException(
                ErrorCode.BUG, "The ledger holds the state '" + word + "', which this version does not know.");
    }

    /**
     * True if the ledger allows the move. {@code REJECTED} goes on only when a person asks for a new attempt, or an
     * earlier attempt turns out to have happened.
     */
    public boolean mayBecome(EffectState next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /** True if nothing further happens by itself. */
    public boolean isFinal() {
        return this == APPLIED || this == REJECTED;
    }

    /** True while no other effect of the same fence may be sent. */
    public boolean holdsFence() {
        return this == SENDING || this == ACCEPTED || this == AMBIGUOUS || this == NEEDS_PERSON;
    }
}
