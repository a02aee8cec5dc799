package ai.returning.routes.effects;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.List;

/**
 * An effect before and after one or two transitions that are written together.
 *
 * @param before as it was read; its version must still be the one in the ledger
 * @param after as it is written
 * @param steps the transitions between the two, oldest first
 * @param lease milliseconds for which the owner named in {@code after} holds it; 0 for none
 */
public record Move(Effect before, Effect after, List<Transition> steps, long lease) {

    /** Refuses what the ledger does not allow. */
    public Move {
        EffectState state = before.state();
        for (Transition step : steps) {
            if (step.from() != state || !step.from().mayBecome(step.to())) {
                throw new RaiException(
                        ErrorCode.BUG,
                        "Effect " + before.id() + " cannot go from "
                                + step.from().word() + " to " + step.to().word() + ".");
            }
            state = step.to();
        }
        if (state != after.state() || after.version() != before.version() + steps.size()) {
            throw new RaiException(ErrorCode.BUG, "The steps of effect " + before.id() + " do not lead where it goes.");
        }
        steps = List.copyOf(steps);
    }
}
