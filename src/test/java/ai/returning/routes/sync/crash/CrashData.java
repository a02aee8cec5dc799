package ai.returning.routes.sync.crash;

import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.sync.Customers;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Two states of one table of customers, as two databases that nobody changes: the first night and the next one, with
 * invalid, duplicate and unknown ones among the rows, and values that a careless CSV writer breaks.
 */
enum CrashData {
    FIRST_NIGHT,
    NEXT_NIGHT;

    private static final int MEMBERS = 330;
    private static final Set<String> INVALID = Set.of("no-address");
    private static final BigDecimal TOO_FINE = new BigDecimal("1.005");
    private final Postgres server = Databases.postgres();
    private final String database = server.createDatabase();

    CrashData() {
        server.execute(database, Customers.table(300));
        server.execute(database, Sql.FIRST);
        if (ordinal() > 0) {
            server.execute(database, Sql.NEXT);
        }
        server.execute(database, Sql.TIDY);
    }

    static EmulatorSeed community() {
        return Customers.community(MEMBERS);
    }

    String url() {
        return server.jdbcUrl(database);
    }

    String user() {
        return server.user();
    }

    String password() {
        return server.password();
    }

    /** What each member's fields must be in the end, worked out from the table without the product. */
    Map<String, Map<String, Object>> expected() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        try (Connection connection = server.connect(database);
                ResultSet row = connection.createStatement().executeQuery("select * from customers order by id")) {
            while (row.next()) {
                String email = row.getString("email");
                boolean invalid = email == null
                        || email.isBlank()
                        || INVALID.contains(email)
                        || row.getBigDecimal("balance").compareTo(TOO_FINE) == 0;
                if (!invalid && !email.startsWith("stranger")) {
                    all.putIfAbsent(email.toLowerCase(Locale.ROOT), fields(row));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> fields(ResultSet row) throws SQLException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String same : new String[] {"first_name", "last_name", "country", "city", "language", "currency"}) {
            fields.put(same, row.getString(same));
        }
        fields.put("member-tier", row.getString("tier"));
        fields.put("account-balance", row.getBigDecimal("balance"));
        fields.put("lifetime-deposit", row.getBigDecimal("lifetime_deposit"));
        fields.put("marketing-consent", row.getBoolean("marketing_consent") ? "yes" : "no");
        fields.put("birth-date", row.getString("birth_date"));
        return fields;
    }

    private static final class Sql {
        static final String[] FIRST = {
            "update customers set email = null where id = 3",
            "update customers set email = 'no-address' where id = 55",
            "update customers set balance = 1.005 where id = 160",
            "update customers set email = 'USER6@Example.org' where id = 7",
            "update customers set email = 'user20@example.org' where id = 250",
            "update customers set email = 'stranger' || id || '@example.org' where id in (33, 120, 121, 210, 299)",
            "update customers set last_name = E'a\"b,\\nc', city = '=1+1' where id = 10"
        };
        static final String[] NEXT = {
            "update customers set city = 'Málaga', balance = balance + 1 where id between 80 and 159",
            "update customers set email = 'user55@example.org' where id = 55",
            "delete from customers where id between 270 and 279",
            "insert into customers select i, 'user' || i || '@example.org', 'Li', 'Ng', 'DE', 'Bonn', 'de', 'EUR', 'gold',"
                    + " i, i, true, date '1990-05-06' from generate_series(301, 320) i",
            "update customers set email = 'stranger305@example.org' where id = 305",
            "update customers set email = ' ' where id = 310"
        };
        /** The source is read in the order in which the table was written. */
        static final String[] TIDY = {
            "create table tidy as select * from customers order by id",
            "drop table customers",
            "alter table tidy rename to customers"
        };
    }
}
