package ai.returning.routes.effects;

import java.util.List;

/**
 * An effect on its way into the ledger.
 *
 * @param planned as it is if something holds it back
 * @param intent from planned to intent, for the case that nothing does
 * @param caps that it counts against
 * @param held whether it stays planned
 */
public record Admittance(Effect planned, Move intent, List<Cap> caps, boolean held) {
    /** The effect as it enters the ledger. */
    public Effect effect() {
        return held ? planned : intent.after();
    }

    public String id() {
        return planned.id();
    }

    public boolean isHeld() {
        return held;
    }

    /** The same, held back by something. */
    public Admittance holdBack(String why) {
        return new Admittance(planned.because(why), intent, caps, true);
    }
}
