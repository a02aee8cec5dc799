package ai.returning.routes.effects;

import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.effects.store.VerdictStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.Json;
import ai.returning.routes.testing.SettableClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A ledger and the desks of people around it, for what every state database must do. */
abstract class DeskContract {
    static final String ANNA = "anna@example.org";

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T02:00:00Z"));
    StateDatabase database;
    EffectStore store;
    VerdictStore verdicts;
    Ledger ledger;
    ApprovalDesk approvals;
    QuarantineDesk quarantine;
    FlowDesk flows;
    Explainer explainer;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        store = new EffectStore(database.jdbc());
        verdicts = new VerdictStore(database.jdbc());
        ledger = new Ledger(store, new ParkedStore(database.jdbc()), clock, "tenant", "here", LedgerSettings.STANDARD);
        approvals = new ApprovalDesk(database.jdbc(), clock, "desk");
        quarantine = new QuarantineDesk(database.jdbc(), clock);
        flows = new FlowDesk(database.jdbc(), clock, () -> List.of("award-badges", "sync-customers"));
        explainer =
                new Explainer(database.jdbc(), clock, name -> name.equals("u-4417") ? List.of("66b1d0a4") : List.of());
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    void keepOneOfEach() {
        verdicts.keep(List.of(
                verdict("deposit:1", Verdict.Kind.PARKED, "unknown-user", ANNA, ""),
                verdict("deposit:2", Verdict.Kind.CONFLICT, "conflict", ANNA, "")));
        Effect applied = applied(taken("reward:1", "5"));
        taken("reward:1", "6");
        rejected(taken("reward:2", "5"));
        Effect unclear = taken("reward:3", "5");
        LedgerProbe.claim(ledger, unclear);
        LedgerProbe.unclear(ledger, store.find(unclear.id()).orElseThrow());
        ledger.write(ledger.from(store.find(unclear.id()).orElseThrow())
                        .to(EffectState.NEEDS_PERSON, "nothing shows it")
                        .done())
                .join();
        store.suspectDouble(applied.id(), clock.millis(), "two entries");
    }

    Effect held(String key, String amount) {
        return ledger.take(wish(key, amount, "4417", true)).join().effect();
    }

    Effect taken(String key, String amount) {
        return ledger.take(wish(key, amount, "4417", false)).join().effect();
    }

    Effect applied(Effect intent) {
        LedgerProbe.claim(ledger, intent);
        LedgerProbe.apply(ledger, store.find(intent.id()).orElseThrow());
        return store.find(intent.id()).orElseThrow();
    }

    Effect rejected(Effect intent) {
        LedgerProbe.claim(ledger, intent);
        LedgerProbe.reject(ledger, store.find(intent.id()).orElseThrow());
        return store.find(intent.id()).orElseThrow();
    }

    static Wish wish(String key, String amount, String subject, boolean asks) {
        return new Wish(
                new EffectOrder(
                        "rewards",
                        key,
                        subject,
                        "updateCurrencyByWebhook",
                        Map.of(),
                        Json.MAPPER.createObjectNode().put("userId", subject).put("amount", amount),
                        Optional.empty(),
                        "award-badges",
                        "routes/award-badges/award-badges.rules.yaml:12"),
                "reward",
                key,
                Optional.of(new Stake(new BigDecimal(amount), "premium_currency")),
                List.of(),
                asks ? Optional.of("more than 4 premium_currency") : Optional.empty(),
                Lane.CALL);
    }

    Verdict verdict(String event, Verdict.Kind kind, String reason, String who, String effectId) {
        return new Verdict(
                0,
                "award-badges",
                event,
                "first-deposit",
                kind,
                reason,
                "Nobody knows the user " + ANNA + ".",
                "routes/award-badges/award-badges.rules.yaml:7",
                who,
                "",
                effectId.isEmpty() ? Optional.empty() : Optional.of(effectId),
                Optional.of("{\"user\":{\"email\":\"" + ANNA + "\",\"name\":\"Anna Schmidt\"},\"amount\":120.5,"
                        + "\"currency\":\"EUR\",\"at\":\"2026-03-01T01:00:00Z\"}"),
                false,
                clock.millis());
    }
}
