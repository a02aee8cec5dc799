package ai.returning.routes.sync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.SourceColumns;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MappingLoadTest {

    /** Lines from 1; the head has five, so a further field stands in line 6. */
    static Stream<Arguments> wrongFields() {
        return Stream.of(
                wrong("first_name: { from: a, type: text, nulls: leave, maxlength: 3 }", 6, "→ max-length"),
                wrong(
                        "first_name: { from: a, type: text, nulls: leave, scale: 2 }",
                        6,
                        "'scale' is not known with this type"),
                wrong("member-teir: { from: a, type: text, nulls: leave }", 6, "Did you mean member-tier?"),
                wrong("first_name: { from: a, type: txt, nulls: leave }", 6, "→ text"),
                wrong("account-balance: { from: a, type: text, nulls: leave }", 6, "does not fit 'account-balance'"),
                wrong("birth-date: { from: a, type: text, nulls: leave }", 6, "which is date"),
                wrong("account-balance: { from: a, type: decimal, scale: 3, nulls: leave }", 6, "takes 2 decimals"),
                wrong("coins: { from: a, type: decimal, scale: 1, nulls: leave }", 6, "takes 0 decimals"),
                wrong(
                        "account-balance: { from: a, type: decimal, nulls: leave }",
                        6,
                        "'scale' is missing → scale: a whole number from 0 to 18"),
                wrong(
                        "first_name:\n    from: a\n    type: text",
                        7,
                        "'nulls' is missing → nulls: leave or clear or refuse"),
                wrong(
                        "first_name:\n    from: a\n    type: text\n    nulls: keep",
                        9,
                        "'keep' is not one of leave, clear, refuse"),
                wrong("first_name:\n    from: a\n    type: text\n    nulls: clear", 9, "x-rai-csv.empty-cell"),
                wrong("first_name: { from: a, type: text, nulls: { default: '' } }", 6, "must not be blank"),
                wrong("coins: { from: a, type: integer, nulls: { default: many } }", 6, "is not a plain number"),
                wrong("coins: { from: a, type: integer, nulls: leave, operator: add }", 6, "effect ledger"),
                wrong("coins: { from: a, type: integer, nulls: leave, operator: subtract }", 6, "effect ledger"),
                wrong(
                        "coins: { from: a, type: integer, nulls: leave, operator: overwite }",
                        6,
                        "Did you mean overwrite?"),
                wrong("city: { from: a, type: text, nulls: leave, operator: overwrite }", 6, "takes no operator"),
                wrong(
                        "city: { from: a, type: text, nulls: leave }\n  city: { from: b, type: text, nulls: leave }",
                        7,
                        "'city' stands twice"),
                wrong("city: { type: text, nulls: leave }", 6, "one of 'from' and 'expression'"),
                wrong(
                        "city: { from: a, expression: a, type: text, nulls: leave }",
                        6,
                        "one of 'from' and 'expression'"),
                wrong("city:\n    expression: trimm(a)\n    type: text\n    nulls: leave", 7, "Did you mean trim?"),
                wrong("city: { expression: trim(a, type: text, nulls: leave }", 6, "cannot be read"),
                wrong("city: { expression: \"trim(a, b)\", type: text, nulls: leave }", 6, "takes one argument, not 2"),
                wrong("city: { expression: \"concat(a, 'x)\", type: text, nulls: leave }", 6, "a quote is not closed"),
                wrong("city: { expression: \"trim(a) b\", type: text, nulls: leave }", 6, "nothing may follow"),
                wrong("city: { from: a, type: text, pattern: '(', nulls: leave }", 6, "the pattern cannot be read"),
                wrong("city: { from: a, type: text, one-of: [], nulls: leave }", 6, "the list is empty"),
                wrong("city: { from: a, type: text, check: mail, nulls: leave }", 6, "'mail' is not one of email"),
                wrong("city: { from: a, type: text, max-length: -1, nulls: leave }", 6, "whole number"),
                wrong("coins: { from: a, type: integer, min: 3, max: 2, nulls: leave }", 6, "is above max"),
                wrong("city: { from: a, type: boolean, words: { true: x, false: x }, nulls: leave }", 6, "must differ"),
                wrong(
                        "birth-date: { from: a, type: date, format: dd.MM.yyyy, nulls: leave }",
                        6,
                        "written as yyyy-MM-dd"),
                wrong("city: { from: a, type: date, format: yy-MM-dd, nulls: leave }", 6, "'yy' is not known"),
                wrong("city: { from: a, type: timestamp, format: yyyy, nulls: leave }", 6, "'zone' is missing"),
                wrong("city: { from: a, type: timestamp, zone: UTC, nulls: leave }", 6, "needs 'format'"),
                wrong("city: { from: a, type: timestamp, zone: Mars, format: yyyy, nulls: leave }", 6, "no zone"));
    }

    private static Arguments wrong(String field, int line, String hint) {
        return Arguments.of(field, line, hint);
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void refusesAFieldAndSaysWhere(String field, int line, String hint) {
        refuses(Mappings.head() + "  " + field + "\n", line, hint);
    }

    private static void refuses(String yaml, int line, String hint) {
        assertThatThrownBy(() -> Mappings.load(yaml))
                .isInstanceOf(RaiException.class)
                .hasMessageStartingWith("RAI-1002 ")
                .hasMessageContaining("m.mapping.yaml:" + line + " ")
                .hasMessageContaining(hint);
    }

    @Test
    void refusesAWrongHeadAndSaysWhere() {
        String head = Mappings.head();
        refuses(head.replace("operation:", "opperation:"), 2, "→ operation");
        refuses(head.replace("flow: m", "flow: n"), 1, "n.mapping.yaml");
        refuses(head.replace("bulkUpdateUsers", "bulkUpdateUser"), 2, "Did you mean bulkUpdateUsers?");
        refuses(head.replace("bulkUpdateUsers", "getUserData"), 2, "no x-rai-csv");
        refuses(head.replace("bulkUpdateUsers", "bulkUpdatePremiumCurrency"), 2, "is an effect");
        refuses(head.replace("identifier: email", "identifier: city"), 3, "is no identifier");
        refuses(head.replace("identifier: email\n", ""), 1, "'identifier' is missing");
        refuses(head.replace("  email: {", "  first_name: {").replace("refuse", "leave"), 3, "has no entry");
        refuses(head.replace("nulls: refuse", "nulls: leave"), 5, "must have 'nulls: refuse'");
    }

    @Test
    void refusesAWrongExampleAndSaysWhere() {
        String head = Mappings.head();
        refuses(
                head + "examples:\n  - name: x\n    row: { emial: a }\n    refused: bad-email\n",
                8,
                "Did you mean email?");
        refuses(head + "examples:\n  - name: x\n    row: { email: a }\n    refused: bad-mail\n", 9, "→ bad-email");
        refuses(head + "examples:\n  - name: x\n    row: { email: a }\n", 7, "one of 'gives' and 'refused' is missing");
        refuses(
                head + "examples:\n  - name: x\n    row: { email: a }\n    gives: { mail: a }\n",
                9,
                "Did you mean email?");
    }

    @Test
    void listsAllMisfitsOfAFileAtOnce() {
        String yaml = Mappings.head().replace("flow:", "folw:")
                + "  city: { from: a, type: txt, nulls: leave }\n  country: { from: a, type: text, nulls: leaf }\n";
        assertThatThrownBy(() -> Mappings.load(yaml))
                .hasMessageMatching("(?s)RAI-1002 \\S+m.mapping.yaml:1 'folw' is not known here → flow\n"
                        + "\\S+:6 'txt' is not one of [^\n]+ → text\n"
                        + "\\S+:7 'leaf' is not one of leave, clear, refuse → leave");
    }

    @Test
    void namesTheExampleThatDoesNotComeTrue() {
        Mapping mapping = Mappings.load(Mappings.head()
                + "examples:\n  - name: x\n    row: { email: a@b }\n    gives: { email: c@d }\n"
                + "  - name: y\n    row: { email: a@b }\n    refused: bad-email\n");
        assertThat(MappingExamples.failures(mapping))
                .hasSize(2)
                .satisfies(f -> assertThat(f.get(0)).contains("m.mapping.yaml:7 example 'x' gives {email=a@b}"))
                .satisfies(f -> assertThat(f.get(1)).contains("m.mapping.yaml:10 example 'y'", "not refused"));
    }

    @Test
    void refusesAColumnTheQueryDoesNotGive() {
        Mapping mapping = Mappings.withField("city", "from: citty", "type: text", "nulls: leave");
        assertThatThrownBy(() -> mapping.compile(Mappings.columns("email", "city")))
                .isInstanceOf(RaiException.class)
                .satisfies(e -> assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_COLUMN_MISSING))
                .hasMessageContaining("m.mapping.yaml:7 field 'city' reads column 'citty'")
                .hasMessageContaining("Did you mean city? Columns: email, city.");
    }

    @Test
    void refusesATimestampWhoseZoneNobodyNames() {
        Mapping mapping =
                Mappings.withField("city", "from: at", "type: timestamp", "zone: UTC", "format: HH:mm", "nulls: leave");
        SourceColumns columns = new SourceColumns(List.of(
                new SourceColumns.Column("email", SourceColumns.Type.TEXT),
                new SourceColumns.Column("at", SourceColumns.Type.LOCAL_TIMESTAMP)));
        assertThatThrownBy(() -> mapping.compile(columns)).hasMessageContaining("source-zone");
    }

    @Test
    void hashForgetsCommentsAndExamplesAndKnowsTheRest() {
        String hash = Mappings.load(Mappings.head()).hash();
        assertThat(Mappings.load("# a comment\n" + Mappings.head()
                                + "examples:\n  - { name: x, row: { email: a@b }, gives: { email: a@b } }\n")
                        .hash())
                .isEqualTo(hash);
        assertThat(Mappings.load(Mappings.head().replace("from: email", "from: mail"))
                        .hash())
                .isNotEqualTo(hash);
        assertThat(Mappings.load(Mappings.head(), CsvShape.EmptyCell.CLEARS).hash())
                .isNotEqualTo(hash);
    }
}
