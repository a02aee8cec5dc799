package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CsvReaderTest {

    @Property(tries = 500)
    void readsBackWhatWasWritten(
            @ForAll("records") List<List<String>> records, @ForAll boolean crlf, @ForAll boolean lastLineEnds)
            throws RefusedException {
        String end = crlf ? "\r\n" : "\n";
        String text = records.stream()
                .map(record -> record.stream().map(CsvText::cell).collect(Collectors.joining(",")))
                .collect(Collectors.joining(end));
        assertThat(read(lastLineEnds ? text + end : text)).isEqualTo(records);
    }

    @Provide
    Arbitrary<List<List<String>>> records() {
        Arbitrary<String> cell = Arbitraries.strings()
                .withChars(',', '"', '\r', '\n', '=', ' ', 'a', 'ü', '\u2603', '\t')
                .ofMaxLength(8);
        return cell.list().ofMinSize(1).ofMaxSize(4).list().ofMinSize(1).ofMaxSize(5);
    }

    @Property(tries = 300)
    void neverFailsOtherThanByRefusing(@ForAll String text) {
        try {
            read(text);
        } catch (RefusedException e) {
            assertThat(e.status()).isEqualTo(400);
        }
    }

    @Example
    void readsPlainCellsWithEmptyOnes() throws RefusedException {
        assertThat(read("a,,c\n,\r\n\nx"))
                .isEqualTo(List.of(List.of("a", "", "c"), List.of("", ""), List.of(""), List.of("x")));
    }

    @Example
    void readsNothingFromNothing() throws RefusedException {
        assertThat(read("")).isEmpty();
        assertThat(read("\uFEFF")).isEmpty();
        assertThat(read("\uFEFFa,b")).isEqualTo(List.of(List.of("a", "b")));
    }

    @Example
    void refusesAQuoteThatStaysOpen() {
        assertThatThrownBy(() -> read("a,\"b\n1,2\n")).hasMessageContaining("record 1");
    }

    private static List<List<String>> read(String text) throws RefusedException {
        CsvReader reader = new CsvReader(text);
        List<List<String>> records = new ArrayList<>();
        while (reader.next()) {
            records.add(List.copyOf(reader.cells()));
        }
        return records;
    }
}
