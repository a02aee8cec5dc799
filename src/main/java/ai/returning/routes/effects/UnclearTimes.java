package ai.returning.routes.effects;

import java.util.List;
import java.util.Optional;

/**
 * What the transitions of an unclear effect tell, since a person last had a say.
 *
 * @param first when an attempt became unclear first, milliseconds since 1970
 * @param last when the present attempt did; a send that was lost became unclear when it was noticed, not when it began
 * @param attempts attempts that became unclear
 * @param silent who made the present attempt, if others had to call it unclear: its call may not have ended yet
 */
record UnclearTimes(long first, long last, int attempts, Optional<String> silent) {

    static UnclearTimes of(Effect effect, List<Transition> steps) {
        UnclearTimes times = none(effect.admittedAt(), effect.changedAt());
        int counted = 0;
        for (Transition step : steps) {
            if (step.from() == EffectState.NEEDS_PERSON || step.from() == EffectState.REJECTED) {
                times = none(step.at(), step.at());
            } else if (step.to() == EffectState.SENDING) {
                times = new UnclearTimes(times.first, times.last, times.attempts, Optional.of(step.node()));
            } else if (step.to() == EffectState.AMBIGUOUS) {
                times = times.unclear(step, counted != step.attempt());
                counted = step.attempt();
            }
        }
        return times;
    }

    private static UnclearTimes none(long first, long last) {
        return new UnclearTimes(first, last, 0, Optional.empty());
    }

    private UnclearTimes unclear(Transition step, boolean another) {
        return new UnclearTimes(
                attempts == 0 ? step.at() : first,
                step.at(),
                attempts + (another ? 1 : 0),
                silent.filter(sender -> !sender.equals(step.node())));
    }
}
