package ai.returning.routes.effects.crash;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.LedgerAudit;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.QuarantineView;
import ai.returning.routes.effects.store.SealStore;
import ai.returning.routes.jdbc.StateDatabase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Holds the ledger of a world against what happened at the tenant; what must not be is listed, a sentence each. */
final class EffectCheck {
    private final EffectCrashWorld world;
    private final StateDatabase database;
    private final List<String> violations = new ArrayList<>();

    EffectCheck(EffectCrashWorld world, StateDatabase database) {
        this.world = world;
        this.database = database;
    }

    List<String> violations() {
        EffectStore store = new EffectStore(database.jdbc());
        List<Effect> effects = store.recent(null, null, 10_000);
        if (effects.size() != world.order().wanted().all()) {
            violations.add(effects.size() + " effects in the ledger");
        }
        checkHistories(effects);
        checkMessages(effects);
        checkRewards(effects);
        violations.addAll(
                new LedgerAudit(store, new SealStore(database.jdbc())).verify().problems());
        return violations;
    }

    /** Effects of which the ledger says that they may have happened twice. */
    private Set<String> doubles() {
        return new QuarantineView(database.jdbc())
                .doubles(null, 10_000).stream()
                        .map(alarm -> alarm.effect().id())
                        .collect(Collectors.toSet());
    }

    /** Each has evidence, so each is applied, once, and in the order of its user. */
    private void checkHistories(List<Effect> effects) {
        effects.stream()
                .filter(effect -> effect.operation().equals("createUserFieldHistory"))
                .filter(effect -> effect.state() != EffectState.APPLIED)
                .forEach(effect -> violations.add(effect.businessKey() + " is " + effect.state()));
        for (int user = 0; user < EffectCrashWorld.USERS; user++) {
            int first = user;
            List<String> expected = IntStream.range(0, EffectCrashWorld.HISTORIES)
                    .filter(n -> n % EffectCrashWorld.USERS == first)
                    .mapToObj(n -> "v" + n)
                    .toList();
            List<String> shown = world.values(user);
            expected.forEach(value -> {
                long times = shown.stream().filter(value::equals).count();
                if (times != 1) {
                    violations.add(value + " was done " + times + " times");
                }
            });
            if (shown.size() == expected.size() && !shown.equals(expected)) {
                violations.add("out of order: " + shown);
            }
        }
    }

    /** Nothing shows them, so an unclear one waits for a person, whether it happened or not. */
    private void checkMessages(List<Effect> effects) {
        List<String> texts = world.messages();
        for (Effect effect : effects) {
            if (effect.operation().equals("sendMessage")) {
                String text = "hello " + effect.businessKey().substring("hello:".length());
                long times = texts.stream().filter(text::equals).count();
                boolean fine =
                        switch (effect.state()) {
                            case APPLIED -> times == 1;
                            case NEEDS_PERSON -> times <= 1;
                            default -> false;
                        };
                if (!fine) {
                    violations.add(
                            effect.businessKey() + " is " + effect.state() + " and was done " + times + " times");
                }
            }
        }
    }

    /**
     * Each is paid once. One that the API itself has paid twice has its alarm, one whose job is lost or hid its figures waits
     * for a person, and those of its user wait behind it.
     */
    private void checkRewards(List<Effect> effects) {
        Set<String> doubles = doubles();
        Map<String, List<BigDecimal>> paid = new TreeMap<>();
        IntStream.range(0, EffectCrashWorld.USERS)
                .mapToObj(n -> "u" + n + "@example.org")
                .forEach(email -> paid.put(email, world.paid(email)));
        for (Effect effect : effects) {
            if (effect.operation().equals(EffectCrashWorld.UPLOAD)) {
                int number = Integer.parseInt(effect.businessKey().substring("reward:".length()));
                String email = HostWishes.address(number, EffectCrashWorld.USERS);
                long times = paid.getOrDefault(email, List.of()).stream()
                        .filter(amount -> amount.compareTo(HostWishes.amount(number)) == 0)
                        .count();
                boolean twiceByTheApi = times == 2 && doubles.contains(effect.id());
                boolean fine =
                        switch (effect.state()) {
                            case APPLIED -> times == 1 || twiceByTheApi;
                            case REJECTED -> times == 0 && number == HostWishes.GHOST;
                            case NEEDS_PERSON ->
                                (times <= 1 || twiceByTheApi)
                                        && effect.reason() != null
                                        && lacksEvidence(effect.reason());
                            case INTENT -> times == 0 && waitsForPerson(effect, effects);
                            default -> false;
                        };
                if (!fine) {
                    violations.add(effect.businessKey() + " is " + effect.state() + " (" + effect.reason()
                            + ") and was done " + times + " times");
                }
            }
        }
    }

    private static boolean waitsForPerson(Effect effect, List<Effect> effects) {
        return effects.stream()
                .anyMatch(other -> other.state() == EffectState.NEEDS_PERSON
                        && other.fence().equals(effect.fence()));
    }

    /** A job that hides its figures, or, if some are lost here, one that the API took and does not show. */
    private boolean lacksEvidence(String reason) {
        return reason.contains("accounts for") || world.losesJobs() && reason.contains("shows no job of it");
    }
}
