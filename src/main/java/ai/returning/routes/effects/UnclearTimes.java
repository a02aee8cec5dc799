package ai.returning.routes.effects;

import java.util.List;

/**
 * What the transitions of an unclear effect tell, since a person last had a say.
 *
 * @param first when an attempt became unclear first, milliseconds since 1970
 * @param last when the present attempt did; a send that was lost became unclear when it was noticed, not when it began
 * @param attempts attempts that became unclear
 */
record UnclearTimes(long first, long last, int attempts) {

    static UnclearTimes of(Effect effect, List<Transition> steps) {
        UnclearTimes times = new UnclearTimes(effect.admittedAt(), effect.changedAt(), 0);
        for (Transition step : steps) {
            if (step.from() == EffectState.NEEDS_PERSON || step.from() == EffectState.REJECTED) {
                times = new UnclearTimes(step.at(), step.at(), 0);
            } else if (step.to() == EffectState.AMBIGUOUS) {
                times = new UnclearTimes(
                        times.attempts() == 0 ? step.at() : times.first(), step.at(), times.attempts() + 1);
            }
        }
        return times;
    }
}
