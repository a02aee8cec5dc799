package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.EffectWorld;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.store.EventClaims;
import ai.returning.routes.effects.store.VerdictStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Rules, a ledger, users and an emulator. */
final class RulesWorld implements AutoCloseable {
    static final String RULES = """
            flow: award-badges
            event:
              key: event_id
              user: { email: email }
              time: happened_at
              fields:
                event_id: { type: text, max-length: 40 }
                email: { type: text }
                kind: { type: text, one-of: [deposit, trade, refund] }
                amount: { type: decimal, scale: 2 }
                happened_at: { type: timestamp, zone: UTC }
            rules:
              - rule: first-deposit-over-100
                effect: badge-first-deposit
                when: kind = 'deposit' and amount > 100
                once: per-user
                do: awardBadge
                with: { badgeId: BADGE, userId: user.short-id }
              - rule: coins-for-trades
                effect: trade-coins
                when: kind = 'trade'
                once: per-event
                do: bulkUpdatePremiumCurrency
                row: { email: user.email, premium_currency: add event.amount }
              - rule: no-badge-after-refund
                effect: badge-first-deposit
                when: kind = 'refund'
                once: per-event
                do: removeBadge
                with: { badgeId: BADGE, userId: user.short-id }
            """;

    final EffectWorld world;
    final KnownUsers users;
    final VerdictStore verdicts;
    final List<Decided> watched = new ArrayList<>();
    private final EffectEngine engine;
    private final Path folder;

    RulesWorld(Path folder) {
        this.folder = folder;
        world = new EffectWorld(folder);
        users = new KnownUsers(world);
        verdicts = new VerdictStore(world.database.jdbc());
        engine = world.engine("here");
    }

    Decider decider(String rules) {
        return decider(rules, engine);
    }

    Decider decider(String rules, EffectEngine through) {
        return new Decider(
                read(rules),
                new Decider.Tools(
                        through,
                        verdicts,
                        new EventClaims(world.database.jdbc()),
                        users,
                        EffectWorld.COMMUNITY,
                        world.clock,
                        ForkJoinPool.commonPool(),
                        watched::add));
    }

    private RuleSet read(String rules) {
        try {
            Path file = folder.resolve("award-badges.rules.yaml");
            Files.writeString(file, rules.replace("BADGE", world.badge));
            return RuleSet.read(file, EffectWorld.CONTRACT, RuleSettings.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, @Nullable Object> event(String key, int user, String kind, String amount) {
        Map<String, @Nullable Object> event = new HashMap<>();
        event.put("event_id", key);
        event.put("email", "U" + user + "@example.org");
        event.put("kind", kind);
        event.put("amount", new BigDecimal(amount));
        event.put("happened_at", "2026-03-01T01:00:00Z");
        event.put("something_else", List.of(1));
        return event;
    }

    /** Decides, and waits. */
    static Decided decide(Decider decider, List<Map<String, @Nullable Object>> events) {
        return decider.decide(events, "run-1").toCompletableFuture().join();
    }

    Verdict verdict(String event, String rule) {
        return verdicts.ofEvent(event).stream()
                .filter(one -> one.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no verdict of '" + rule + "' in " + verdicts.ofEvent(event)));
    }

    int calls(String operation) {
        return world.emulator.requests().of(operation).size();
    }

    void awaitApplied(long effects) {
        Awaitility.await().until(() -> world.store.counts().getOrDefault(EffectState.APPLIED, 0L) == effects);
    }

    @Override
    public void close() {
        engine.close();
        world.close();
    }
}
