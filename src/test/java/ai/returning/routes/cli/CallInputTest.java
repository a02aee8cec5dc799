package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.Upload;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which words of a command line become which part of a call. */
class CallInputTest {
    private static final int MAX_BYTES = 1000;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.write(folder.resolve("map.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    }

    @Test
    void uploadsAFileWhereTheOperationTakesNothingElse() {
        assertThat(call("uploadMessageImage", List.of(), "@" + file, "").upload())
                .isEqualTo(new Upload(file, "map.png", "images", "image/*", Map.of()));
        assertThatThrownBy(() -> call("uploadMessageImage", List.of(), "{}", ""))
                .hasMessageStartingWith("RAI-1007")
                .hasMessageContaining("--body @file");
    }

    @Test
    void putsTextPartsIntoTheUpload() {
        ApiCall given = call("bulkImportUsers", List.of("communityId=c"), "@" + file, "other");
        ApiCall configured = call("bulkImportUsers", List.of(), "@" + file, "c");

        assertThat(given.upload().fields()).containsExactly(Map.entry("communityId", "c"));
        assertThat(given.parameters()).isEmpty();
        assertThat(configured.upload().fields()).containsEntry("communityId", "c");
        assertThatThrownBy(() -> call("bulkImportUsers", List.of(), "@" + file, ""))
                .hasMessageStartingWith("RAI-1006")
                .hasMessageContaining("--param communityId=value");
    }

    @Test
    void readsJsonFromAFileWhereTheOperationTakesJson() throws Exception {
        Path json = Files.writeString(folder.resolve("body.json"), "{\"idOrEmail\": \"u\"}");

        assertThat(call("getUserData", List.of(), "@" + json, "")
                        .json()
                        .path("idOrEmail")
                        .asText())
                .isEqualTo("u");
    }

    @Test
    void refusesAJsonFileBeyondTheLimitOfTheConfiguration() throws Exception {
        Path json = Files.writeString(folder.resolve("body.json"), " ".repeat(MAX_BYTES + 1));

        assertThatThrownBy(() -> call("getUserData", List.of(), "@" + json, ""))
                .hasMessageStartingWith("RAI-1007")
                .hasMessageContaining("returning-ai.client.max-body");
    }

    private static ApiCall call(String operation, List<String> parameters, String body, String community) {
        return new CallInput(
                        ShellHarness.CONTRACT.operation(operation),
                        "communityId",
                        InputStream.nullInputStream(),
                        MAX_BYTES)
                .call(parameters, body, community);
    }
}
