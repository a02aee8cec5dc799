package ai.returning.routes.sync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever text a source holds, a CSV reader that is not ours reads it back unaltered. */
class RoundTripTest {
    private static final SourceColumns COLUMNS = Mappings.columns("email", "a", "b", "c");
    private static final Mapping MAPPING = Mappings.load(Mappings.head()
            + "  first_name: { from: a, type: text, blank: keep, nulls: leave }\n"
            + "  last_name: { from: b, type: text, blank: keep, nulls: leave }\n"
            + "  city: { expression: \"concat(c, '')\", type: text, blank: keep, nulls: leave }\n");

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> parts = Arbitraries.of(
                "\"",
                "\"\"",
                ",",
                "\r",
                "\n",
                "\r\n",
                "\t",
                "\\",
                "\\N",
                "\\n",
                "\\.",
                "=",
                "+",
                "-",
                "@",
                "'",
                ";",
                " ",
                "ä",
                "ß",
                "é",
                "€",
                "😀",
                "\u0301",
                "\u200F",
                "\uFEFF",
                "\uE000",
                "\uDBFF\uDFFF",
                "\u00A0",
                "a",
                "Zoë",
                "",
                "\",\"\r\nevil@example.org,Eve,overwrite,999",
                "=HYPERLINK(\"x\")",
                "Smith, Jr.",
                "\\\\N");
        return parts.list().ofMinSize(0).ofMaxSize(12).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u00A0', '\uD7FF')
                .withCharRange('\uE000', '\uFFFF')
                .withChars('\t', '\r', '\n')
                .ofMaxLength(40);
    }

    @Property(tries = 3000)
    void hostileTextArrivesAsItIs(
            @ForAll("hostile") String a, @ForAll("hostile") String b, @ForAll("hostile") String c) {
        arrives(a, b, c);
    }

    @Property(tries = 2000)
    void anyTextArrivesAsItIs(@ForAll("anyText") String a, @ForAll("anyText") String b, @ForAll("anyText") String c) {
        arrives(a, b, c);
    }

    private static void arrives(String a, String b, String c) {
        RawRows rows = new RawRows(0, COLUMNS, 2, 8);
        Mappings.add(rows, "li@example.org", a, b, c);
        Mappings.add(rows, "li@example.org", c, a, b);
        MappedRows mapped = MAPPING.compile(COLUMNS).map(rows);
        assertThat(mapped.problems()).isEmpty();
        assertThat(Mappings.cells(mapped, 0)).isEqualTo(List.of("li@example.org", a, b, c));
        assertThat(Mappings.cells(mapped, 1)).isEqualTo(List.of("li@example.org", c, a, b));
    }
}
