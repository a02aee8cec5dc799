package ai.returning.routes.effects.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A condition means what the same text means in SQL, three-valued logic and nulls included. */
class ConditionAgainstSqlTest {
    private static final int CASES = 1_500;
    private static final List<String> TEXTS = List.of("deposit", "trade");
    private static final List<String> NUMBERS = List.of("0", "1", "1.00", "2.5", "-3");
    private static final List<String> SIGNS = List.of("=", "<>", "!=", "<", "<=", ">", ">=");

    @Test
    void agreesWithADatabase() throws SQLException, ConditionException {
        RandomGenerator random = new SplittableRandom(17);
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:")) {
            for (int i = 0; i < CASES; i++) {
                String text = condition(random, 4);
                Map<String, @Nullable Object> values = values(random);

                assertThat(Condition.parse(text, ConditionTest.FIELDS).value(values))
                        .as("%s with %s", text, values)
                        .isEqualTo(inSql(database, text, values));
            }
        }
    }

    private static @Nullable Boolean inSql(Connection database, String text, Map<String, @Nullable Object> values)
            throws SQLException {
        String sql = "select (" + text + ") from (select cast(? as varchar) kind, cast(? as varchar) currency,"
                + " cast(? as numeric(20, 4)) amount, cast(? as numeric(20, 4)) fee, cast(? as boolean) vip)";
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            List<String> order = List.of("kind", "currency", "amount", "fee", "vip");
            for (int i = 0; i < order.size(); i++) {
                statement.setObject(i + 1, values.get(order.get(i)));
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                boolean value = result.getBoolean(1);
                return result.wasNull() ? null : value;
            }
        }
    }

    private static Map<String, @Nullable Object> values(RandomGenerator random) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("kind", random.nextInt(3) == 0 ? null : pick(random, TEXTS));
        values.put("currency", random.nextInt(3) == 0 ? null : pick(random, TEXTS));
        values.put("amount", random.nextInt(3) == 0 ? null : new BigDecimal(pick(random, NUMBERS)));
        values.put("fee", random.nextInt(3) == 0 ? null : new BigDecimal(pick(random, NUMBERS)));
        values.put("vip", random.nextInt(3) == 0 ? null : random.nextBoolean());
        return values;
    }

    private static String condition(RandomGenerator random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaf(random);
        }
        return switch (random.nextInt(5)) {
            case 0 -> "not (" + condition(random, depth - 1) + ")";
            case 1 -> "not " + leaf(random);
            case 2 -> condition(random, depth - 1) + " and " + condition(random, depth - 1);
            case 3 -> condition(random, depth - 1) + " or " + condition(random, depth - 1);
            default -> "(" + condition(random, depth - 1) + ")";
        };
    }

    private static String leaf(RandomGenerator random) {
        String not = random.nextBoolean() ? "not " : "";
        return switch (random.nextInt(7)) {
            case 0 -> "kind " + pick(random, SIGNS.subList(0, 3)) + " " + text(random);
            case 1 -> number(random) + " " + pick(random, SIGNS) + " " + number(random);
            case 2 -> "currency " + not + "in (" + text(random) + ", " + text(random) + ")";
            case 3 -> "amount " + not + "in (" + number(random) + ", fee)";
            case 4 -> pick(random, List.of("kind", "amount", "vip", "fee")) + " is " + not + "null";
            case 5 -> "fee " + not + "between " + number(random) + " and " + number(random);
            default -> "vip";
        };
    }

    private static String text(RandomGenerator random) {
        return random.nextInt(4) == 0 ? "currency" : "'" + pick(random, TEXTS) + "'";
    }

    private static String number(RandomGenerator random) {
        return random.nextInt(3) == 0 ? pick(random, NUMBERS) : random.nextBoolean() ? "amount" : "fee";
    }

    private static String pick(RandomGenerator random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
