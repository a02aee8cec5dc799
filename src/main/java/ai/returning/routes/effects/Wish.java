package ai.returning.routes.effects;

import java.util.List;
import java.util.Optional;

/**
 * An effect that a rule wants, with what may hold it back.
 *
 * @param rule of the rules file; empty if a step of a route wants it
 * @param eventKey the event behind it; empty if a step of a route wants it
 * @param stake what it moves; empty if nothing is counted
 * @param caps limits that it counts against
 * @param approval why a person has to approve it first; empty if nobody has to
 * @param lane how it reaches the API
 */
public record Wish(
        EffectOrder order,
        String rule,
        String eventKey,
        Optional<Stake> stake,
        List<Cap> caps,
        Optional<String> approval,
        Lane lane) {
    /** Copies the caps, and refuses what the ledger cannot keep. */
    public Wish {
        Fits.require("rule", rule, Fits.RULE);
        Fits.require("event key", eventKey, Fits.EVENT_KEY);
        approval.ifPresent(why -> Fits.require("reason to approve", why, Integer.MAX_VALUE));
        caps = List.copyOf(caps);
    }

    /** The wish of a step: no rule, no event, no limit. */
    static Wish of(EffectOrder order) {
        return new Wish(order, "", "", Optional.empty(), List.of(), Optional.empty(), Lane.CALL);
    }
}
