package ai.returning.routes.effects;

import java.util.List;

/** Hands wishes to a ledger without an engine. */
public final class LedgerTaking {
    private LedgerTaking() {}

    /** The effects as they were admitted, in the order of the wishes. */
    public static List<Effect> take(Ledger ledger, List<Wish> wishes) {
        return wishes.stream().map(ledger::take).toList().stream()
                .map(stage -> stage.join().effect())
                .toList();
    }
}
