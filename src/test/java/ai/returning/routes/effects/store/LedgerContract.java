package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Cap;
import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.Wish;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.Json;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A ledger on a state database of any kind; what it must do stands in the contracts below. */
abstract class LedgerContract {
    static final String TENANT = "tenant";

    private StateDatabase database;
    Jdbc jdbc;
    EffectStore store;
    ParkedStore parked;
    SealStore seals;
    Ledger ledger;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        jdbc = database.jdbc();
        store = new EffectStore(jdbc);
        parked = new ParkedStore(jdbc);
        seals = new SealStore(jdbc);
        ledger = ledger("here");
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    Ledger ledger(String node) {
        return new Ledger(store, parked, Clock.systemUTC(), TENANT, node, LedgerSettings.STANDARD);
    }

    List<String> fences() {
        return jdbc.list("select fence from effect_fence order by fence", row -> row.getString(1));
    }

    static Wish reward(String key, Optional<String> approval, List<Cap> caps) {
        return new Wish(
                new EffectOrder(
                        "rewards",
                        key,
                        "4417",
                        "bulkUpdatePremiumCurrency",
                        Map.of(),
                        null,
                        Optional.empty(),
                        "grant-premium-currency",
                        "routes/grant-premium-currency/grant-premium-currency.rules.yaml:12"),
                "reward",
                key,
                Optional.of(new Stake(BigDecimal.TEN, "premium_currency")),
                caps,
                approval,
                Lane.FILE);
    }

    static EffectOrder award(String key, String user, String badge) {
        return new EffectOrder(
                "first-deposit",
                key,
                user,
                "awardBadge",
                Map.of("badgeId", badge),
                Json.MAPPER.createObjectNode().put("userId", user),
                Optional.empty(),
                "award-badges",
                "routes/award-badges/award-badges.camel.yaml:12");
    }

    static EffectOrder history(String key, String value) {
        return new EffectOrder(
                "trades",
                key,
                "4417",
                "createUserFieldHistory",
                Map.of("userId", "4417"),
                Json.MAPPER.createObjectNode().put("fieldId", "f").put("value", value),
                Optional.of("history|4417"),
                "record-field-history",
                "routes/record-field-history/record-field-history.camel.yaml:12");
    }
}
