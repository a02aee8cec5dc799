package ai.returning.routes.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqlLiteralIT {
    /** A session in which PostgreSQL reads backslashes as escapes, which it did by default once. */
    private static Connection oldPostgres;

    private static Connection postgres;
    private static Connection h2;

    @BeforeContainer
    static void open() throws SQLException {
        Postgres server = Databases.postgres();
        String database = server.createDatabase();
        postgres = server.connect(database);
        oldPostgres = server.connect(database);
        try (Statement statement = oldPostgres.createStatement()) {
            statement.execute("set standard_conforming_strings = off; set timezone = 'Asia/Kathmandu'");
        }
        h2 = DriverManager.getConnection("jdbc:h2:mem:literals", "sa", "");
    }

    @AfterContainer
    static void close() throws SQLException {
        postgres.close();
        oldPostgres.close();
        h2.close();
    }

    @Property(tries = 300)
    void anyTextComesBackAsItWentIn(@ForAll("texts") String text) throws SQLException {
        String forPostgres = new SqlLiteral(Dialect.POSTGRESQL).of(text);
        assertThat(read(postgres, forPostgres)).isEqualTo(text);
        assertThat(read(oldPostgres, forPostgres)).isEqualTo(text);
        assertThat(read(h2, new SqlLiteral(Dialect.H2).of(text))).isEqualTo(text);
    }

    /** What ends a string, a query or a COPY, and what the checks of a query look for. */
    @Property(tries = 300)
    void noTextGetsOutOfItsPlaceInAQuery(@ForAll("hostile") String text) throws SQLException {
        for (Dialect dialect : new Dialect[] {Dialect.POSTGRESQL, Dialect.H2}) {
            String url = dialect == Dialect.H2 ? "jdbc:h2:mem:x" : "jdbc:postgresql://h/d";
            String sql = CursorQuery.of(
                            "crm", url, "select x from (select :cursor as x) y where x >= :cursor -- :cursor")
                    .from(text);
            assertThat(QueryText.single("crm", dialect, sql)).isEqualTo(sql.substring(0, sql.lastIndexOf(" --")));
            Connection connection = dialect == Dialect.H2 ? h2 : postgres;
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo(text);
            }
        }
    }

    @Property(tries = 100)
    void anyIntegerComesBackAsItWentIn(
            @ForAll
                    @BigRange(
                            min = "-99999999999999999999999999999999999999",
                            max = "99999999999999999999999999999999999999")
                    BigInteger value)
            throws SQLException {
        assertThat(read(postgres, new SqlLiteral(Dialect.POSTGRESQL).of(value))).isEqualTo(value.toString());
        assertThat(read(h2, new SqlLiteral(Dialect.H2).of(value))).isEqualTo(value.toString());
    }

    @Property(tries = 100)
    void anyMomentComesBackAsItWentInWhateverTheZoneOfTheSession(@ForAll("moments") OffsetDateTime moment)
            throws SQLException {
        for (Map.Entry<Connection, Dialect> to : Map.of(
                        postgres, Dialect.POSTGRESQL, oldPostgres, Dialect.POSTGRESQL, h2, Dialect.H2)
                .entrySet()) {
            OffsetDateTime read = readAs(to.getKey(), new SqlLiteral(to.getValue()).of(moment), OffsetDateTime.class);
            assertThat(read.toInstant()).isEqualTo(moment.toInstant());
            LocalDateTime plain = moment.toLocalDateTime();
            assertThat(readAs(to.getKey(), new SqlLiteral(to.getValue()).of(plain), LocalDateTime.class))
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void refusesWhatNoDatabaseKeeps(Dialect dialect) {
        SqlLiteral literal = new SqlLiteral(dialect);
        for (String text : new String[] {"a\0b", "\ud800", "x\udc00y"}) {
            assertThatThrownBy(() -> literal.of(text)).isInstanceOf(RaiException.class);
        }
        assertThatThrownBy(() -> literal.of(LocalDateTime.of(12026, 1, 1, 0, 0)))
                .isInstanceOf(RaiException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"MYSQL", "MARIADB"})
    void writesTextInHexWhereQuotingDependsOnTheSession(Dialect dialect) {
        assertThat(new SqlLiteral(dialect).of("a'\\é")).isEqualTo("convert(x'61275cc3a9' using utf8mb4)");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().all().ofMaxLength(60).filter(SqlLiteralIT::isStorable);
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(
                        "'", "''", "\\", "\\'", "\"", "$$", "$x$", "--", "/*", "*/", ";", ")", "?", ":cursor", "E'",
                        "\n", "\\.", "é")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<OffsetDateTime> moments() {
        return Arbitraries.longs()
                .between(-62_000_000_000_000_000L, 253_000_000_000_000_000L)
                .map(micros -> LocalDateTime.ofEpochSecond(
                                Math.floorDiv(micros, 1_000_000L),
                                (int) Math.floorMod(micros, 1_000_000L) * 1_000,
                                ZoneOffset.UTC)
                        .atOffset(ZoneOffset.ofHours((int) Math.floorMod(micros, 24L) - 12)))
                .filter(moment -> moment.getYear() > 1600 && moment.getYear() < 9998);
    }

    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF);
    }

    private static String read(Connection connection, String literal) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + literal)) {
            row.next();
            return row.getString(1);
        }
    }

    private static <T> T readAs(Connection connection, String literal, Class<T> type) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + literal)) {
            row.next();
            return row.getObject(1, type);
        }
    }
}
