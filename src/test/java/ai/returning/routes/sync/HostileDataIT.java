package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.sync.store.QuarantinedRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that try to be more than values, and bytes that are no text. */
class HostileDataIT {
    private static final List<String> VALUES = List.of(
            "He said \"hi\", then left",
            "\"",
            "\"\"",
            "'; drop table customers; --",
            "one\ntwo",
            "one\r\ntwo\rthree",
            "x\r\nuser9@example.org,Owned,Owned,XX,Owned\r\n",
            "x\"\r\nuser9@example.org,\"Owned",
            "=1+1",
            "+49 30 1234",
            "-1",
            "@SUM(A1:A9)",
            "\uFEFFmark",
            "in\uFEFFside",
            "c:\\new\\table",
            "\\N",
            "\\.",
            "\\",
            "a,b;c|d",
            ",,,,",
            "null",
            "NULL",
            " padded ",
            "Zoë \uD83D\uDE80 नमस्ते",
            "e\u0301\u2028x",
            "${jndi:ldap://x}{{env:HOME}}%s%n");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void arriveExactly(boolean copy) throws SQLException {
        try (SyncWorld world = new SyncWorld(folder, 60)) {
            if (!copy) {
                world.copyOff();
            }
            try (Connection connection = world.server.connect(world.database)) {
                write(connection);
            }
            RunReport report = world.sync();
            assertThat(world.quarantine(report)).isEmpty();
            assertThat(report.books()).isEqualTo(new Books(60, 0, 60, 0, 0, 0, 0, 0, 60, 0));
            for (int i = 0; i < VALUES.size(); i++) {
                String user = "user" + (i + 1) + "@example.org";
                assertThat(world.fieldOf(user, "last_name")).isEqualTo(VALUES.get(i));
                assertThat(world.fieldOf(user, "city")).isEqualTo(VALUES.get(i));
            }
            assertThat(world.fieldOf("user40@example.org", "first_name")).isEqualTo("Zoë");
            assertThat(world.sync().books().unchanged()).isEqualTo(60);
        }
    }

    private static void write(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update customers set last_name = ?, city = ? where id = ?")) {
            for (int i = 0; i < VALUES.size(); i++) {
                update.setString(1, VALUES.get(i));
                update.setString(2, VALUES.get(i));
                update.setInt(3, i + 1);
                update.executeUpdate();
            }
        }
    }

    @Test
    void refusesNulAndHalfCharactersOfAnH2Source() throws SQLException {
        String url = "jdbc:h2:mem:" + folder.getFileName() + ";DB_CLOSE_DELAY=-1";
        try (SyncWorld world = new SyncWorld(folder, 60);
                Connection source = DriverManager.getConnection(url, "sa", "")) {
            fillH2(source, 60);
            try (PreparedStatement update =
                    source.prepareStatement("update customers set last_name = ? where id = ?")) {
                String[] bad = {"a\u0000b", "a\uD800b", "\uDC00", "tail\uD83D"};
                for (int i = 0; i < bad.length; i++) {
                    update.setString(1, bad[i]);
                    update.setInt(2, i + 1);
                    update.executeUpdate();
                }
            }
            RunReport report = world.source(url, "sa", "").sync();
            assertThat(report.books()).isEqualTo(new Books(60, 0, 56, 0, 4, 0, 0, 0, 56, 0));
            assertThat(world.quarantine(report)).extracting(QuarantinedRow::row).containsExactly(1L, 2L, 3L, 4L);
            assertThat(world.quarantine(report))
                    .extracting(QuarantinedRow::reason)
                    .containsExactly("control-character", "invalid-utf8", "invalid-utf8", "invalid-utf8");
            assertThat(world.quarantine(report)).allSatisfy(row -> {
                assertThat(row.field()).isEqualTo("last_name");
                assertThat(row.sentence()).contains("last_name");
                assertThat(row.maskedKey()).isEqualTo("u***@example.org");
            });
        }
    }

    private static void fillH2(Connection source, int rows) throws SQLException {
        try (Statement statement = source.createStatement()) {
            statement.execute(
                    "create table customers (id int, email varchar, first_name varchar, last_name varchar,"
                            + " country varchar, city varchar, language varchar, currency varchar, tier varchar,"
                            + " balance numeric(12,2), lifetime_deposit numeric(12,2), marketing_consent boolean, birth_date date)");
            statement.execute(
                    "insert into customers select x, concat('user', x, '@example.org'), 'A', 'B', 'DE', 'C', 'de',"
                            + " 'EUR', 'gold', x, x, true, date '1990-01-01' from system_range(1, " + rows + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesBytesThatAreNoText(boolean copy) {
        try (SyncWorld world = new SyncWorld(folder, 60)) {
            String ascii =
                    world.server.createDatabase("ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
            world.server.execute(
                    ascii,
                    "create table customers as select i as id, 'user' || i || '@example.org' as email, 'A'::text as first_name,"
                            + " 'B'::text as last_name, 'DE'::text as country, 'C'::text as city, 'de'::text as language,"
                            + " 'EUR'::text as currency, 'gold'::text as tier, 1.5 as balance, 2.5 as lifetime_deposit,"
                            + " true as marketing_consent, date '1990-01-01' as birth_date from generate_series(1, 60) i",
                    "update customers set last_name = E'M\\xfcller' where id = 1",
                    "update customers set last_name = E'\\xc3' where id = 2",
                    "update customers set email = E'\\xff@example.org' where id = 3",
                    "update customers set last_name = E'M\\xc3\\xbcller' where id = 4");
            if (!copy) {
                world.copyOff();
            }
            RunReport report = world.source(world.server.jdbcUrl(ascii), "").sync();
            assertThat(report.error()).isNull();
            assertThat(report.books()).isEqualTo(new Books(60, 0, 57, 0, 3, 0, 0, 0, 57, 0));
            assertThat(world.quarantine(report))
                    .extracting(QuarantinedRow::reason)
                    .containsOnly("invalid-utf8");
            assertThat(world.fieldOf("user4@example.org", "last_name")).isEqualTo("Müller");
        }
    }

    @Test
    void refusesIdentifiersThatNameNobodyOrSomebodyTwice() {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.sql(
                    "update customers set email = null where id = 21",
                    "update customers set email = '   ' where id = 22",
                    "update customers set email = 'USER1@Example.ORG' where id = 23",
                    "update customers set email = 'a@b@c' where id = 24");
            RunReport report = world.sync();
            assertThat(report.books()).isEqualTo(new Books(120, 0, 116, 0, 4, 0, 0, 0, 116, 0));
            assertThat(world.quarantine(report))
                    .extracting(QuarantinedRow::reason)
                    .containsExactlyInAnyOrder(
                            "null-identifier", "null-identifier", "duplicate-identifier", "bad-email");
            assertThat(world.sync().books()).isEqualTo(new Books(120, 116, 0, 0, 4, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void refusesNumbersThatWouldHaveToBeRounded() {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.sql(
                    "update customers set balance = 0.001 where id = 1",
                    "update customers set balance = 'NaN' where id = 2",
                    "update customers set balance = 1.500 where id = 3",
                    "update customers set balance = 123456789012345678.25 where id = 4",
                    "update customers set lifetime_deposit = -0.01 where id = 5");
            RunReport report = world.sync();
            assertThat(world.quarantine(report))
                    .extracting(QuarantinedRow::reason)
                    .containsExactlyInAnyOrder("out-of-scale", "not-a-number", "out-of-range");
            assertThat(world.fieldOf("user3@example.org", "account-balance")).isEqualTo("1.50");
            assertThat(world.fieldOf("user4@example.org", "account-balance")).isEqualTo("123456789012345678.25");
        }
    }

    @Test
    void sendsLongRowsInFilesOfTheirOwnAndRefusesThoseNoFileHolds() throws Exception {
        try (SyncWorld world = new SyncWorld(folder, 60)) {
            world.flow = Flows.changed(world, folder, "    max-length: 100\n", "");
            world.sql(
                    "update customers set city = repeat('x', 6000000) where id in (1, 2, 3)",
                    "update customers set city = repeat('x', 11000000) where id = 4");
            RunReport report = world.sync();
            assertThat(report.books()).isEqualTo(new Books(60, 0, 59, 0, 1, 0, 0, 0, 59, 0));
            assertThat(world.quarantine(report)).singleElement().satisfies(row -> {
                assertThat(row.reason()).isEqualTo("row-too-large");
                assertThat(row.maskedKey()).isEqualTo("u***@example.org");
            });
            assertThat(world.fieldOf("user2@example.org", "city")).hasSize(6_000_000);
        }
    }
}
