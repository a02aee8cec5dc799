package ai.returning.routes.sync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.sync.source.SourceColumns;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;

class KeyHashTest {

    private static HashValue128 key(String identifier) {
        KeyHash key = new KeyHash(true);
        Cell cell = new Cell();
        byte[] copy = CopyText.escape(identifier);
        cell.set(copy, 0, copy.length, true);
        key.take(cell);
        return new HashValue128(key.high(), key.low());
    }

    private static HashValue128 expected(String identifier) {
        byte[] bytes = identifier.trim().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return Hashing.xxh3_128().hashBytesTo128Bits(bytes);
    }

    @Test
    void foldsCaseAndTrimsTheSameWayForEveryScript() {
        for (String text : new String[] {
            " Anna@Example.COM ",
            "ZOË@X",
            "İstanbul@x",
            "ıI@x",
            "ΟΔΟΣ@x",
            "Σ@x",
            "ÀÞ×÷ß@x",
            "Ǆ@x",
            "ԱՒ@x",
            "ПРИВЕТ@x",
            "K\u212A@x",
            "Å@x",
            "a\\b@X",
            "Ⅻ@x",
            "𐐀@x",
            "\t a@x\n"
        }) {
            assertThat(key(text)).as(text).isEqualTo(expected(text));
        }
    }

    @Property
    void agreesWithTheTextForm(@ForAll @NotBlank @CharRange(from = ' ', to = '\u0800') String text) {
        if (!Cell.of(text).isBlank()) {
            assertThat(key(text)).isEqualTo(expected(text));
        }
    }

    @Test
    void distinguishesCaseWhereTheCommunityDoes() {
        KeyHash exact = new KeyHash(false);
        exact.take(Cell.of("Anna"));
        long upper = exact.high();
        exact.take(Cell.of("anna"));
        assertThat(exact.high()).isNotEqualTo(upper);
    }

    @Test
    void fingerprintIsTheHashOfTheLineAndOfItsHeader() {
        SourceColumns one = Mappings.columns("email");
        MappedRows mapped = Mappings.map(Mappings.load(Mappings.head()), one, "Anna@Example.COM");
        HashValue128 line = hash("Anna@Example.COM");
        HashValue128 header = hash("email");
        assertThat(mapped.printHigh(0)).isEqualTo(line.getMostSignificantBits() ^ header.getMostSignificantBits());
        assertThat(mapped.printLow(0)).isEqualTo(line.getLeastSignificantBits() ^ header.getLeastSignificantBits());
        assertThat(mapped.keyLow(0)).isEqualTo(expected("anna@example.com").getLeastSignificantBits());
    }

    private static HashValue128 hash(String text) {
        return Hashing.xxh3_128().hashBytesTo128Bits(text.getBytes(StandardCharsets.UTF_8));
    }
}
