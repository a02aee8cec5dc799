package ai.returning.routes.effects.crash;

import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.Wish;
import ai.returning.routes.effects.crash.HostOrder.Wanted;
import ai.returning.routes.support.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The effects of the crash tests. Any process that makes them makes the same ones. */
final class HostWishes {
    /** A reward for somebody the community does not know. */
    static final int GHOST = 7;

    private final Wanted wanted;

    HostWishes(Wanted wanted) {
        this.wanted = wanted;
    }

    EffectOrder history(int number) {
        String user = wanted.users().get(number % wanted.users().size());
        return new EffectOrder(
                "trades",
                "trade:" + number,
                user,
                "createUserFieldHistory",
                Map.of("userId", user, "communityId", wanted.community()),
                Json.MAPPER.createObjectNode().put("fieldId", wanted.field()).put("value", "v" + number),
                Optional.of("history|" + user),
                "record-field-history",
                "test");
    }

    EffectOrder message(int number) {
        return new EffectOrder(
                "greetings",
                "hello:" + number,
                wanted.channel(),
                "sendMessage",
                Map.of(),
                Json.MAPPER
                        .createObjectNode()
                        .put("channelId", wanted.channel())
                        .put("sender", wanted.sender())
                        .put("message", "hello " + number),
                Optional.empty(),
                "greet",
                "test");
    }

    List<Wish> rewards() {
        return IntStream.range(0, wanted.rewards()).mapToObj(this::reward).toList();
    }

    static String address(int reward, int users) {
        return reward == GHOST ? "ghost@example.org" : "u" + reward % users + "@example.org";
    }

    static BigDecimal amount(int reward) {
        return BigDecimal.valueOf(reward + 1L);
    }

    private Wish reward(int number) {
        String email = address(number, wanted.users().size());
        return new Wish(
                new EffectOrder(
                        "rewards",
                        "reward:" + number,
                        email,
                        "bulkUpdatePremiumCurrency",
                        Map.of(),
                        Json.MAPPER
                                .createObjectNode()
                                .put("email", email)
                                .put("premium_currency_op", "add")
                                .put("premium_currency", amount(number).toPlainString()),
                        Optional.of("premium_currency|" + email),
                        "grant-premium-currency",
                        "test"),
                "reward",
                "reward:" + number,
                Optional.of(new Stake(amount(number), "premium_currency")),
                List.of(),
                Optional.empty(),
                Lane.FILE);
    }
}
