package ai.returning.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files are effects. */
class OperatorScanTest {
    private static final CsvShape SHAPE = Contract.load(Path.of("config/returning-ai.openapi.yaml"))
            .operation("bulkUpdateUsers")
            .csv()
            .orElseThrow();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            coins,email          | 1,a         | false
            coins_op,coins       | overwrite,1 | false
            coins_op,coins       | add,1       | true
            coins_op,coins       | subtract,1  | true
            COINS_OP,coins       | add,1       | true
            coins_op,coins       | Add,1       | true
            coins_op,coins       | multiply,1  | true
            coins_op,Coins       | ' ,1'       | true
            coins,coins_op       | 1           | true
            coins_op,coins       | ','         | false
            "coins_op",coins     | "add",1     | true
            """)
    void findsEffectsAndWhatMayBeOne(String header, String row, boolean effect) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "\uFEFF" + header + "\r\n" + row + "\r\n");

        assertThat(OperatorScan.hasEffect(file, SHAPE)).isEqualTo(effect);
    }
}
