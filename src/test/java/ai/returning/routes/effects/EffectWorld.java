package ai.returning.routes.effects;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.client.IncomingWebhook;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.effects.file.FileLane;
import ai.returning.routes.effects.file.FileSettings;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.effects.store.QuarantineView;
import ai.returning.routes.effects.store.SealStore;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.emulator.UserField;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.support.Json;
import ai.returning.routes.testing.SettableClock;
import ai.returning.routes.testing.States;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A ledger on H2, the real client, and an emulator with a few users and a badge. */
public final class EffectWorld implements AutoCloseable {
    public static final Contract CONTRACT = ConfirmedContract.load();
    public static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    public static final String KEY = "00aa11bb22cc";
    public static final String FOREIGN_COMMUNITY = "66b1d0a4c5e2f30011aa0002";
    /** A key of the other community. */
    static final String FOREIGN_KEY = "00aa11bb22dd";

    private static final Set<String> PERMISSIONS = Set.of("getUserData", "userFields", "bulkUpdateUser");
    private static final String FIELD = "member-points";

    public final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T02:00:00Z"));
    public final Emulator emulator;
    public final StateDatabase database;
    public final EffectStore store;
    public final ParkedStore parked;
    public final SealStore seals;
    public final ApiClient client;
    public final String badge;
    public final String fieldId;

    public EffectWorld(Path folder) {
        emulator = Emulator.start(EmulatorSettings.of(
                        CONTRACT,
                        folder.resolve("emulator"),
                        COMMUNITY,
                        new ApiKey(KEY, COMMUNITY, PERMISSIONS, null),
                        new ApiKey(FOREIGN_KEY, FOREIGN_COMMUNITY, PERMISSIONS, null))
                .withClock(clock)
                .withSeed(() -> new EmulatorSeed(
                        List.of(UserField.text(FIELD)),
                        IntStream.range(0, 20).mapToObj(n -> SeedUser.of("u" + n + "@example.org", Map.of())))));
        client = client(KEY);
        database = StateDatabase.open(States.h2(folder, 8));
        store = new EffectStore(database.jdbc());
        parked = new ParkedStore(database.jdbc());
        seals = new SealStore(database.jdbc());
        badge = client.call(ApiCall.of("createBadge")
                        .json(Json.MAPPER
                                .createObjectNode()
                                .put("title", "First deposit")
                                .put("action", "custom")))
                .payload()
                .at("/id")
                .asText();
        fieldId = fieldId(client.call(ApiCall.of("listUserFields").with("communityId", COMMUNITY))
                .payload());
    }

    private static String fieldId(JsonNode fields) {
        for (JsonNode field : fields) {
            if (field.toString().contains('"' + FIELD + '"')) {
                return field.path("_id").asText();
            }
        }
        throw new AssertionError("no field " + FIELD + " in " + fields);
    }

    public ApiClient client(String key) {
        ClientSettings wire = ClientSettings.standard()
                .limits(ClientSettings.Limits.STANDARD.times(
                        Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2)));
        for (String server : CONTRACT.servers().keySet()) {
            wire = wire.server(server, emulator.baseUrl(server));
        }
        for (String scheme : CONTRACT.securitySchemes().keySet()) {
            wire = wire.key(scheme, key);
        }
        for (Map.Entry<String, String> webhook : Map.of(
                        "community-channel", "sendMessageByWebhook",
                        "user-fields", "updateUserFieldsByWebhook",
                        "coins", "updateCurrencyByWebhook")
                .entrySet()) {
            wire = wire.webhook(IncomingWebhook.of(
                    webhook.getKey(), webhook.getValue(), emulator.webhookUrl(webhook.getValue()), key, null));
        }
        return new HttpApiClient(CONTRACT, wire, Clock.systemUTC());
    }

    /** Coins by an incoming webhook; a negative amount subtracts. */
    public EffectOrder adjustment(String key, int user, int amount) {
        String email = "u" + user + "@example.org";
        return new EffectOrder(
                "coin-adjustment",
                key,
                email,
                "updateCurrencyByWebhook",
                Map.of("webhook", "coins"),
                Json.MAPPER.createObjectNode().put("email", email).put("amount", amount),
                Optional.of("incoming-webhooks|" + email),
                "adjust-currency",
                "routes/adjust-currency/adjust-currency.rules.yaml:17");
    }

    /** The coins of a user as the API shows them. */
    public String coins(int user) {
        String email = "u" + user + "@example.org";
        return client.call(ApiCall.of("getUserData")
                        .json(Json.MAPPER.createObjectNode().put("idOrEmail", email)))
                .payload()
                .path("coins")
                .asText();
    }

    public EffectEngine engine(String node) {
        return engine(node, client, LedgerSettings.STANDARD);
    }

    EffectEngine engine(String node, ApiClient through, LedgerSettings settings) {
        return new EffectEngine(new Ledger(store, parked, clock, COMMUNITY, node, settings), through, CONTRACT, 64);
    }

    public String user(int number) {
        return emulator.users()
                .find("u" + number + "@example.org")
                .orElseThrow()
                .userId();
    }

    public EffectOrder award(String key, int user) {
        return new EffectOrder(
                "first-deposit",
                key,
                user(user),
                "awardBadge",
                Map.of("badgeId", badge),
                Json.MAPPER.createObjectNode().put("userId", user(user)),
                Optional.empty(),
                "award-badges",
                "routes/award-badges/award-badges.camel.yaml:12");
    }

    public EffectOrder removal(String key, int user) {
        return new EffectOrder(
                "tier-lost",
                key,
                user(user),
                "removeBadge",
                Map.of("badgeId", badge),
                Json.MAPPER.createObjectNode().put("userId", user(user)),
                Optional.empty(),
                "award-badges",
                "routes/award-badges/award-badges.camel.yaml:30");
    }

    /** A reward as the row of a file. */
    public Wish reward(String key, int user, String amount) {
        String email = "u" + user + "@example.org";
        return new Wish(
                new EffectOrder(
                        "rewards",
                        key,
                        email,
                        "bulkUpdatePremiumCurrency",
                        Map.of(),
                        Json.MAPPER
                                .createObjectNode()
                                .put("email", email)
                                .put("premium_currency_op", "add")
                                .put("premium_currency", amount),
                        Optional.of("premium_currency|" + email),
                        "grant-premium-currency",
                        "routes/grant-premium-currency/grant-premium-currency.rules.yaml:12"),
                "reward",
                key,
                Optional.of(new Stake(new BigDecimal(amount), "premium_currency")),
                List.of(),
                Optional.empty(),
                Lane.FILE);
    }

    /** Coins as the row of a file. */
    public Wish coins(String key, int user, String amount) {
        Wish reward = reward(key, user, amount);
        EffectOrder order = reward.order();
        return new Wish(
                new EffectOrder(
                        "coins",
                        key,
                        order.subject(),
                        "bulkUpdateUsers",
                        Map.of(),
                        Json.MAPPER
                                .createObjectNode()
                                .put("email", order.subject())
                                .put("coins_op", "add")
                                .put("coins", amount),
                        Optional.of("coins|" + order.subject()),
                        order.flow(),
                        order.place()),
                reward.rule(),
                key,
                Optional.of(new Stake(new BigDecimal(amount), "coins")),
                List.of(),
                Optional.empty(),
                Lane.FILE);
    }

    public FileLane files(Ledger ledger, Path folder) {
        return files(ledger, client, FileSettings.in(folder));
    }

    public FileLane files(Ledger ledger, ApiClient through, FileSettings settings) {
        return new FileLane(
                ledger,
                new EffectFiles(database.jdbc(), COMMUNITY),
                new FlowSwitches(database.jdbc()),
                through,
                CONTRACT,
                settings);
    }

    public Ledger ledger(String node) {
        return new Ledger(store, parked, clock, COMMUNITY, node, LedgerSettings.STANDARD);
    }

    /** What the API has added to the premium balance of a user, one number an addition. */
    public List<BigDecimal> premium(int user) {
        return emulator.applied().of("u" + user + "@example.org").stream()
                .filter(change -> change.field().equals("premium_currency"))
                .map(change -> new BigDecimal(String.valueOf(change.newValue()))
                        .subtract(new BigDecimal(change.oldValue() == null ? "0" : change.oldValue())))
                .toList();
    }

    /** Half an hour passes, and the engine looks after what is open. */
    public void settle(EffectEngine engine) {
        clock.advance(Duration.ofMinutes(30));
        engine.keep();
    }

    public EffectOrder history(String key, int user, String value) {
        return new EffectOrder(
                "trades",
                key,
                user(user),
                "createUserFieldHistory",
                Map.of("userId", user(user), "communityId", COMMUNITY),
                Json.MAPPER.createObjectNode().put("fieldId", fieldId).put("value", value),
                Optional.of("history|" + user(user) + "|" + fieldId),
                "record-field-history",
                "routes/record-field-history/record-field-history.camel.yaml:12");
    }

    /** Values of the history of a user as the API shows them, the oldest first. */
    public List<String> values(int user) {
        return client.call(ApiCall.of("listUserFieldHistoriesByFieldAndUser")
                        .with("communityId", COMMUNITY)
                        .with("userId", user(user))
                        .with("fieldId", fieldId)
                        .with("sort", "createdAt")
                        .with("limit", "100"))
                .payload()
                .findValuesAsText("value");
    }

    EffectState state(EffectOutcome outcome) {
        return store.find(outcome.effectId()).orElseThrow().state();
    }

    /** Effects that may have happened twice. */
    public List<QuarantineView.Alarm> doubles() {
        return new QuarantineView(database.jdbc()).doubles(null, 1000);
    }

    @Override
    public void close() {
        client.close();
        emulator.close();
        database.close();
    }
}
