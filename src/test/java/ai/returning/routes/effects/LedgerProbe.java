package ai.returning.routes.effects;

import ai.returning.routes.effects.store.EffectStore.Written;
import java.time.Duration;

/** Single moves for tests of the store. */
public final class LedgerProbe {
    private LedgerProbe() {}

    public static Written claim(Ledger ledger, Effect intent) {
        return ledger.write(ledger.claim(intent)).join();
    }

    public static Written apply(Ledger ledger, Effect sending) {
        return ledger.write(ledger.from(sending)
                        .to(EffectState.ACCEPTED, "status 200")
                        .to(EffectState.APPLIED, "the answer says so")
                        .done())
                .join();
    }

    public static Written unclear(Ledger ledger, Effect sending) {
        return ledger.write(ledger.from(sending)
                        .to(EffectState.AMBIGUOUS, "no answer")
                        .done())
                .join();
    }

    public static LedgerSettings withLease(Duration lease) {
        LedgerSettings standard = LedgerSettings.STANDARD;
        return new LedgerSettings(
                lease,
                standard.quiet(),
                standard.betweenLooks(),
                standard.looks(),
                standard.hold(),
                standard.firstBackoff(),
                standard.longestBackoff(),
                standard.giveUp());
    }
}
