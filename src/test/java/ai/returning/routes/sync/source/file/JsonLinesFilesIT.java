package ai.returning.routes.sync.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesFilesIT {
    private Folder folder = new Folder(Path.of(""));

    @BeforeEach
    void open(@TempDir Path temp) {
        folder = new Folder(temp).jsonLines();
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void givesTheCellsTheMappingReads() {
        folder.file("a.jsonl", """
                {"email":"a@x.org","address":{"city":"Graz\\t1"},"balance":1204.50,"vip":true,"tags":["x"]}

                {"vip":false,"balance":1E+2,"address.city":"Wien","email":"b@x.org"}
                {"email":null}""");
        assertThat(folder.take("email", "address.city", "balance", "vip", "tags"))
                .containsExactly(
                        "a@x.org\tGraz\\t1\t1204.5\ttrue\t[\"x\"]",
                        "b@x.org\tWien\t100\tfalse\t\\N",
                        "\\N\t\\N\t\\N\t\\N\t\\N");
    }

    @Test
    void keepsALineThatIsNoObjectApartSoThatTheMappingCanRefuseIt() {
        folder.file("a.jsonl", "{\"email\":\"a@x.org\"}\n{\"email\":\n[1]\n{\"email\":\"b@x.org\"} x\n");
        assertThat(folder.take("email")).containsExactly("a@x.org", "\t", "\t", "\t");
        folder.file("b.jsonl", "no\n");
        assertThat(folder.take("email", "city")).containsExactly("");
    }

    @Test
    void refusesAnEndlessLineAndAnotherEncoding() {
        folder.file("a.jsonl", "{\"email\":\"" + "x".repeat(20_000) + "\"}");
        refuses(ErrorCode.FILE_LINE_TOO_LONG, "line 1 has more than 10000 characters");
        folder.file("b.jsonl", "{\"email\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1), Duration.ofHours(1));
        refuses(ErrorCode.FILE_ENCODING, "byte 11");
    }

    private void refuses(ErrorCode code, String part) {
        assertThatThrownBy(() -> folder.take("email")).satisfies(e -> {
            assertThat(e).hasMessageContainingAll(part, "It is now ");
            assertThat(((RaiException) e).code()).isEqualTo(code);
        });
    }
}
