package ai.returning.routes.sync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowMapperTest {
    private static final SourceColumns TWO = Mappings.columns("email", "a");

    private static MappedRows field(String name, @Nullable String value, String... lines) {
        String[] all = Arrays.copyOf(lines, lines.length + 1);
        all[lines.length] = "from: a";
        return Mappings.map(Mappings.withField(name, all), TWO, "li@example.org", value);
    }

    /** What a value becomes, or {@code !reason}. */
    private static String outcome(MappedRows mapped) {
        if (mapped.problem(0) != null) {
            assertThat(mapped.end(0)).isEqualTo(mapped.start(0));
            return "!" + Mappings.reason(mapped);
        }
        return Mappings.line(mapped, 0).substring("li@example.org,".length());
    }

    @ParameterizedTest
    @CsvSource({
        "12.50, 12.50",
        "12.5, 12.5",
        "12, 12",
        "-3.1, -3.1",
        "+7, 7",
        "007.20, 7.20",
        "0, 0",
        "00, 0",
        "0.00, 0.00",
        "-0.00, 0.00",
        "-0, 0",
        "12.500, 12.50",
        "12.505, !out-of-scale",
        "0.001, !out-of-scale",
        "1e5, !not-a-number",
        "NaN, !not-a-number",
        "Infinity, !not-a-number",
        "-Infinity, !not-a-number",
        ".5, !not-a-number",
        "5., !not-a-number",
        "1.2.3, !not-a-number",
        "-, !not-a-number",
        "--1, !not-a-number",
        "'1,5', !not-a-number",
        "1 000, !not-a-number",
        "' 4.2 ', 4.2",
        "٣, !not-a-number",
        "1\\t, !not-a-number",
        "123456789012345678901234567890123456.78, 123456789012345678901234567890123456.78",
        "12345678901234567890123456789012345678, 12345678901234567890123456789012345678",
        "123456789012345678901234567890123456789, !too-many-digits",
        "1234567890123456789012345678901234567.89, !too-many-digits"
    })
    void keepsTheDigitsOfADecimalOrRefusesIt(String value, String expected) {
        String outcome = outcome(field("account-balance", value, "type: decimal", "scale: 2", "nulls: leave"));
        assertThat(outcome).isEqualTo(expected.startsWith("!") ? expected : "overwrite," + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, ok",
        "1.49, !out-of-range",
        "-2, !out-of-range",
        "99.99, ok",
        "100, !out-of-range",
        "1.500, ok",
        "99999999999999999999, !out-of-range",
        "-99999999999999999999, !out-of-range"
    })
    void holdsNumbersToTheirRange(String value, String expected) {
        String outcome = outcome(
                field("account-balance", value, "type: decimal", "scale: 2", "min: 1.5", "max: 99.99", "nulls: leave"));
        assertThat(outcome.startsWith("!") ? outcome : "ok").isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "12.00, 12", "12.5, !out-of-scale", "-4, -4", "x, !not-a-number"})
    void writesIntegersWithoutAPoint(String value, String expected) {
        String outcome = outcome(field("coins", value, "type: integer", "nulls: leave"));
        assertThat(outcome).isEqualTo(expected.startsWith("!") ? expected : "overwrite," + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "t, yes",
        "true, yes",
        "TRUE, yes",
        "1, yes",
        "f, no",
        "false, no",
        "0, no",
        "x, !bad-boolean",
        "yes, !bad-boolean",
        "10, !bad-boolean"
    })
    void writesTheWordsOfABoolean(String value, String expected) {
        String[] lines = {"type: boolean", "words: { true: \"yes\", false: \"no\" }", "nulls: leave"};
        assertThat(outcome(field("marketing-consent", value, lines))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29, 2024-02-29", "2023-02-29, !bad-date", "1900-02-29, !bad-date", "2000-02-29, 2000-02-29",
        "2023-13-01, !bad-date", "2023-04-31, !bad-date", "2023-00-10, !bad-date", "2023-01-00, !bad-date",
        "0000-01-01, !bad-date", "0001-01-01, 0001-01-01", "10000-01-01, !bad-date", "infinity, !bad-date",
        "0044-03-15 BC, !bad-date", "2023-1-01, !bad-date", "23.01.2020, !bad-date", "2023-01-01 00:00:00, !bad-date",
        "20a3-01-01, !bad-date", "2023-01-31, 2023-01-31"
    })
    void checksDatesAgainstTheCalendar(String value, String expected) {
        assertThat(outcome(field("birth-date", value, "type: date", "nulls: leave")))
                .isEqualTo(expected);
    }

    @Test
    void readsAndWritesOtherDateFormats() {
        String[] german = {"type: date", "source-format: dd.MM.yyyy", "format: yyyy/MM/dd", "nulls: leave"};
        assertThat(outcome(field("city", "29.02.2024", german))).isEqualTo("2024/02/29");
        assertThat(outcome(field("city", "30.02.2024", german))).isEqualTo("!bad-date");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-18 07:40:12.25+00, 2026-05-18T09:40:12.250",
        "2026-01-18 07:40:12+00, 2026-01-18T08:40:12.000",
        "2026-05-18T07:40:12Z, 2026-05-18T09:40:12.000",
        "2026-05-18 23:30:00-05:30, 2026-05-19T07:00:00.000",
        "2026-05-18 07:40:12, !bad-timestamp",
        "2026-02-30 07:40:12+00, !bad-timestamp",
        "infinity, !bad-timestamp",
        "2026-05-18, !bad-timestamp",
        "2026-05-18 24:00:00+00, !bad-timestamp",
        "2026-05-18 07:40:12+99, !bad-timestamp"
    })
    void movesTimestampsToTheirZone(String value, String expected) {
        String[] lines = {
            "type: timestamp", "zone: Europe/Berlin", "format: \"yyyy-MM-dd'T'HH:mm:ss.SSS\"", "nulls: leave"
        };
        assertThat(outcome(field("city", value, lines))).isEqualTo(expected);
    }

    @Test
    void refusesALocalTimeThatItsZoneSkips() {
        String[] lines = {"type: timestamp", "zone: UTC", "source-zone: Europe/Berlin", "format: HH:mm", "nulls: leave"
        };
        assertThat(outcome(field("city", "2026-03-29 02:30:00", lines))).isEqualTo("!bad-timestamp");
        assertThat(outcome(field("city", "2026-10-25 02:30:00", lines))).isEqualTo("00:30");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b",
                "Anna.1@Example.COM",
                "anna+tag@mail.example.org",
                "zoë@exämple.org",
                "İ@example.org",
                ".a.@b.co",
                "用户@例え.jp",
                "a'b@c-d.org"
            })
    void acceptsAnEmail(String value) {
        MappedRows mapped = Mappings.map(Mappings.load(Mappings.head()), Mappings.columns("email"), value);
        assertThat(Mappings.reason(mapped)).isEmpty();
        assertThat(Mappings.cells(mapped, 0)).containsExactly(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "@b",
                "a@",
                "a@b@c",
                "a b@c",
                "a@b ",
                " a@b",
                "a@.b",
                "a@b.",
                "a@b..c",
                "a@b\n",
                "a\t@b",
                "a\u00A0b@c",
                "a\u2003@c",
                "ä@b@c",
                "a\\b @c"
            })
    void refusesWhatIsNoEmail(String value) {
        MappedRows mapped = Mappings.map(Mappings.load(Mappings.head()), Mappings.columns("email"), value);
        assertThat(Mappings.reason(mapped)).isEqualTo("bad-email");
        assertThat(mapped.keyHigh(0) | mapped.keyLow(0)).isNotZero();
    }

    @Test
    void refusesAnEmailBeyond254Bytes() {
        SourceColumns one = Mappings.columns("email");
        Mapping mapping = Mappings.load(Mappings.head());
        assertThat(Mappings.reason(Mappings.map(mapping, one, "a".repeat(250) + "@b.c")))
                .isEmpty();
        assertThat(Mappings.reason(Mappings.map(mapping, one, "a".repeat(251) + "@b.c")))
                .isEqualTo("bad-email");
        assertThat(Mappings.reason(Mappings.map(mapping, one, "ä".repeat(126) + "@b.c")))
                .isEqualTo("bad-email");
    }

    @Test
    void refusesARowWithoutIdentifierAndGivesItNoKey() {
        for (String empty : new String[] {null, "", " ", "\t\n "}) {
            MappedRows mapped = Mappings.map(Mappings.load(Mappings.head()), Mappings.columns("email"), empty);
            assertThat(Mappings.reason(mapped)).isEqualTo("null-identifier");
            assertThat(mapped.keyHigh(0) | mapped.keyLow(0)).isZero();
        }
    }

    @Test
    void refusesARowWithAnotherNumberOfCells() {
        Mapping mapping = Mappings.withField("city", "from: a", "type: text", "nulls: leave");
        RawRows rows = new RawRows(0, TWO, 3, 16);
        Mappings.add(rows, "a@b");
        Mappings.add(rows, "a@b", "x", "y", "z");
        Mappings.add(rows, "a@b", "x");
        MappedRows mapped = mapping.compile(TWO).map(rows);
        assertThat(mapped.problems().keySet()).containsExactly(0, 1);
        assertThat(Objects.requireNonNull(mapped.problem(1)).sentence()).contains("4 instead of 2");
        assertThat(mapped.problems().values()).allMatch(p -> p.reason().equals("wrong-cell-count"));
        assertThat(Mappings.line(mapped, 2)).isEqualTo("a@b,x");
    }

    @Test
    void refusesBytesThatAreNotUtf8AndControlCharacters() {
        assertThat(raw(0xC3, 0x28)).isEqualTo("invalid-utf8");
        assertThat(raw(0xC0, 0xAF)).isEqualTo("invalid-utf8");
        assertThat(raw(0xE0, 0x80, 0xAF)).isEqualTo("invalid-utf8");
        assertThat(raw(0xED, 0xA0, 0x80)).isEqualTo("invalid-utf8");
        assertThat(raw(0xF0, 0x80, 0x80, 0x80)).isEqualTo("invalid-utf8");
        assertThat(raw(0xF4, 0x90, 0x80, 0x80)).isEqualTo("invalid-utf8");
        assertThat(raw(0xF5, 0x80, 0x80, 0x80)).isEqualTo("invalid-utf8");
        assertThat(raw(0xFF)).isEqualTo("invalid-utf8");
        assertThat(raw('a', 0xE2, 0x82)).isEqualTo("invalid-utf8");
        assertThat(raw('\\', 0xC3)).isEqualTo("invalid-utf8");
        assertThat(raw('a', 0)).isEqualTo("control-character");
        assertThat(raw(0x1B)).isEqualTo("control-character");
        assertThat(raw(0x7F)).isEqualTo("control-character");
        assertThat(raw(0xC2, 0x9B)).isEqualTo("control-character");
        assertThat(raw('\\', 'b')).isEqualTo("control-character");
        assertThat(raw('\\', 'v')).isEqualTo("control-character");
        assertThat(raw(0xF4, 0x8F, 0xBF, 0xBF)).isEmpty();
        assertThat(raw(0xEE, 0x80, 0x80)).isEmpty();
    }

    private static String raw(int... value) {
        Mapping mapping = Mappings.withField("city", "from: a", "type: text", "nulls: leave");
        RawRows rows = new RawRows(0, TWO, 1, 16);
        rows.begin();
        for (byte b : "a@b\t".getBytes(StandardCharsets.US_ASCII)) {
            rows.append(b);
        }
        for (int b : value) {
            rows.append((byte) b);
        }
        rows.append((byte) '\n');
        return Mappings.reason(mapping.compile(TWO).map(rows));
    }

    @Test
    void givesNoKeyToAnIdentifierThatIsNotUtf8() {
        SourceColumns one = Mappings.columns("email");
        RawRows rows = new RawRows(0, one, 1, 16);
        byte[] row = {'a', (byte) 0xC3, '@', 'b', '\n'};
        rows.add(row, 0, row.length);
        MappedRows mapped = Mappings.load(Mappings.head()).compile(one).map(rows);
        assertThat(Mappings.reason(mapped)).isEqualTo("invalid-utf8");
        assertThat(mapped.keyHigh(0) | mapped.keyLow(0)).isZero();
    }

    @Test
    void holdsTextsToTheirRules() {
        assertThat(outcome(field("city", "äöü", "type: text", "max-length: 3", "nulls: leave")))
                .isEqualTo("äöü");
        assertThat(outcome(field("city", "a😀b", "type: text", "max-length: 3", "nulls: leave")))
                .isEqualTo("a😀b");
        assertThat(outcome(field("city", "abcd", "type: text", "max-length: 3", "nulls: leave")))
                .isEqualTo("!too-long");
        String[] list = {"type: text", "one-of: [gold, \"a,b\"]", "nulls: leave"};
        assertThat(outcome(field("city", "gold", list))).isEqualTo("gold");
        assertThat(outcome(field("city", "a,b", list))).isEqualTo("\"a,b\"");
        assertThat(outcome(field("city", "Gold", list))).isEqualTo("!not-in-list");
        String[] pattern = {"type: text", "pattern: \"[A-Z]{2}-[0-9]+\"", "nulls: leave"};
        assertThat(outcome(field("city", "AB-12", pattern))).isEqualTo("AB-12");
        assertThat(outcome(field("city", "AB-12x", pattern))).isEqualTo("!pattern-mismatch");
    }

    @Test
    void cutsShortAPatternThatWouldRunForAges() {
        String[] pattern = {"type: text", "pattern: \"(.*)(.*)(.*)(.*)(.*)(.*)b\"", "nulls: leave"};
        assertThat(outcome(field("city", "a".repeat(60), pattern))).isEqualTo("!pattern-too-costly");
    }

    @Test
    void keepsToTheNullPolicyOfEachField() {
        assertThat(outcome(field("city", null, "type: text", "nulls: leave"))).isEmpty();
        assertThat(outcome(field("city", "", "type: text", "nulls: leave"))).isEmpty();
        assertThat(outcome(field("city", " \t ", "type: text", "nulls: leave"))).isEmpty();
        assertThat(outcome(field("city", "  ", "type: text", "blank: keep", "nulls: leave")))
                .isEqualTo("  ");
        assertThat(outcome(field("city", "", "type: text", "blank: keep", "nulls: leave")))
                .isEmpty();
        assertThat(outcome(field("city", null, "type: text", "nulls: { default: \"x,y\" }")))
                .isEqualTo("\"x,y\"");
        assertThat(outcome(field("city", null, "type: text", "nulls: refuse"))).isEqualTo("!missing-value");
        assertThat(outcome(field("coins", null, "type: integer", "nulls: leave")))
                .isEqualTo(",");
        assertThat(outcome(field("coins", " ", "type: integer", "nulls: { default: 007 }")))
                .isEqualTo("overwrite,7");
    }

    @Test
    void worksOutExpressions() {
        assertThat(expression("lower(trim(a))", " ÄBC\tx ")).isEqualTo("äbc\tx");
        assertThat(expression("upper(a)", "straße")).isEqualTo("STRASSE");
        assertThat(expression("concat(a, ' <', 'it''s', '>')", "b\\c\n")).isEqualTo("\"b\\c\n <it's>\"");
        assertThat(expression("coalesce(trim(a), 'none')", "  ")).isEqualTo("none");
        assertThat(expression("coalesce(a, email)", null)).isEqualTo("li@example.org");
        assertThat(expression("concat(a, a)", null)).isEmpty();
        assertThat(expression("\"a\"", "x")).isEqualTo("x");
        assertThat(expression("trim(A)", "x")).isEqualTo("x");
    }

    private static String expression(String expression, @Nullable String value) {
        Mapping mapping = Mappings.withField("city", "expression: >-", "  " + expression, "type: text", "nulls: leave");
        return outcome(Mappings.map(mapping, TWO, "li@example.org", value));
    }

    @Test
    void leavesColumnsOutWhereAnEmptyCellClears() {
        Mapping mapping = Mappings.load(Mappings.head() + """
                          city: { from: city, type: text, nulls: leave }
                          coins: { from: coins, type: integer, nulls: leave }
                          xp: { from: xp, type: integer, nulls: clear }
                        """.indent(0), CsvShape.EmptyCell.CLEARS);
        SourceColumns columns = Mappings.columns("email", "city", "coins", "xp");
        RawRows rows = new RawRows(0, columns, 4, 16);
        Mappings.add(rows, "a@b", "x", "1", null);
        Mappings.add(rows, "a@b", null, "1", null);
        Mappings.add(rows, "a@b", "x", null, "2");
        Mappings.add(rows, "a@b", null, null, "2");
        MappedRows mapped = mapping.compile(columns).map(rows);
        assertThat(mapped.header()).containsExactly("email", "city", "coins_op", "coins", "xp_op", "xp");
        assertThat(Mappings.line(mapped, 0)).isEqualTo("a@b,x,overwrite,1,,");
        assertThat(Mappings.line(mapped, 1)).isEqualTo("a@b,overwrite,1,,");
        assertThat(mapped.header(mapped.columnSet(1))).containsExactly("email", "coins_op", "coins", "xp_op", "xp");
        assertThat(Mappings.line(mapped, 2)).isEqualTo("a@b,x,overwrite,2");
        assertThat(mapped.header(mapped.columnSet(2))).containsExactly("email", "city", "xp_op", "xp");
        assertThat(Mappings.line(mapped, 3)).isEqualTo("a@b,overwrite,2");
        assertThat(mapped.columnSet(0)).isZero();
        assertThat(mapped.columnSet(3)).isEqualTo(mapped.columnSet(1) | mapped.columnSet(2));
    }

    @Test
    void keepsThePlaceOfEachCellBehindAnEmptyFirstOne() {
        Mapping mapping = Mappings.load("""
                flow: m
                operation: bulkUpdateUsers
                identifier: email
                fields:
                  first_name: { from: a, type: text, nulls: leave }
                  email: { from: email, type: text, check: email, nulls: refuse }
                """);

        MappedRows mapped = Mappings.map(mapping, TWO, "li@example.org", null);

        assertThat(mapped.header(mapped.columnSet(0))).containsExactly("first_name", "email");
        assertThat(Mappings.line(mapped, 0)).isEqualTo(",li@example.org");
        assertThat(mapped.cell(0, 1)).isEqualTo("li@example.org");
    }

    /** Else a field that was corrected to another name would never be sent: its cells are the same. */
    @Test
    void givesAnotherFingerprintUnderAnotherFieldName() {
        MappedRows wrong = field("first_name", "Accra", "type: text", "nulls: leave");
        MappedRows right = field("last_name", "Accra", "type: text", "nulls: leave");

        assertThat(Mappings.line(wrong, 0)).isEqualTo(Mappings.line(right, 0));
        assertThat(wrong.printHigh(0)).isNotEqualTo(right.printHigh(0));
        assertThat(wrong.printLow(0)).isNotEqualTo(right.printLow(0));
    }

    @Test
    void refusesTheNinthCombinationOfColumns() {
        StringBuilder yaml = new StringBuilder(Mappings.head());
        for (String name : new String[] {"first_name", "last_name", "city", "country"}) {
            yaml.append("  ").append(name).append(": { from: ").append(name).append(", type: text, nulls: leave }\n");
        }
        Mapping mapping = Mappings.load(yaml.toString(), CsvShape.EmptyCell.CLEARS);
        SourceColumns columns = Mappings.columns("email", "first_name", "last_name", "city", "country");
        RawRows rows = new RawRows(0, columns, 16, 16);
        for (int i = 0; i < 16; i++) {
            Mappings.add(rows, "a@b", cell(i, 1), cell(i, 2), cell(i, 4), cell(i, 8));
        }
        MappedRows mapped = mapping.compile(columns).map(rows);
        assertThat(mapped.problems()).hasSize(8);
        assertThat(mapped.problems().values()).allMatch(p -> p.reason().equals("too-many-column-sets"));
    }

    private static @Nullable String cell(int number, int bit) {
        return (number & bit) == 0 ? "x" : null;
    }

    @Test
    void saysWhatIsWrongWithoutShowingThePerson() {
        MappedRows mapped = field("account-balance", "1.005", "type: decimal", "scale: 2", "nulls: leave");
        MappedRows.Problem problem = Objects.requireNonNull(mapped.problem(0));
        assertThat(problem.field()).isEqualTo("account-balance");
        assertThat(problem.maskedKey()).isEqualTo("l***@example.org");
        assertThat(problem.sentence())
                .startsWith("account-balance (1***) has more decimals than the scale: a number with at most 2 decimals")
                .contains("m.mapping.yaml:6")
                .doesNotContain("1.005", "li@");
    }
}
