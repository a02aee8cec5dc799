package ai.returning.routes.effects;

import ai.returning.routes.effects.store.EffectStore.Written;
import java.time.Duration;

/** Single moves for tests of the store. */
public final class LedgerProbe {
    private LedgerProbe() {}

    public static Written claim(Ledger ledger, Effect intent) {
        return ledger.write(ledger.claim(intent)).join();
    }

    public static Move claimOf(Ledger ledger, Effect intent) {
        return ledger.claim(intent);
    }

    public static Written reject(Ledger ledger, Effect sending) {
        return ledger.write(ledger.from(sending)
                        .to(EffectState.REJECTED, "status 400")
                        .done())
                .join();
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

    public static Written unsent(Ledger ledger, Effect sending) {
        return ledger.write(ledger.unsent(sending, "nothing was sent")).join();
    }

    public static Written free(Ledger ledger, Effect intent) {
        return ledger.write(ledger.from(intent).done()).join();
    }

    /** The shortest lease: who claims with it counts as silent at once. */
    public static LedgerSettings brief() {
        return withLease(Duration.ofNanos(2), Duration.ofNanos(1));
    }

    static LedgerSettings withLease(Duration lease, Duration longestCall) {
        LedgerSettings standard = LedgerSettings.STANDARD;
        return new LedgerSettings(
                lease,
                longestCall,
                standard.quiet(),
                standard.betweenLooks(),
                standard.looks(),
                standard.attempts(),
                standard.hold(),
                standard.firstBackoff(),
                standard.longestBackoff(),
                standard.giveUp());
    }
}
