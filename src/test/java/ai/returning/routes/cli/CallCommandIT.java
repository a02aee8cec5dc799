package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.Json;
import ai.returning.routes.sync.mapping.CommunityFields;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./rai call} against the emulator of a demo that runs. */
class CallCommandIT {
    private static final String READ = "{\"idOrEmail\": \"" + ShellHarness.KNOWN + "\"}";

    private ShellHarness shell;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        shell = new ShellHarness(folder);
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    @Test
    void printsThePayloadAndSaysHowSureItIs() throws Exception {
        assertThat(shell.rai("call", "getUserData", "--body", READ))
                .as("%s", shell.err)
                .isZero();

        JsonNode user = Json.MAPPER.readTree(shell.out.toString());
        assertThat(user.path("username").asText()).startsWith("known.1");
        assertThat(shell.out.toString().lines().count()).isGreaterThan(3);
        assertThat(shell.err.toString()).contains("getUserData: 200", "evidence documented");
    }

    @Test
    void printsOneLineForScriptsAndTheEnvelopeWhenAsked() throws Exception {
        assertThat(shell.rai("call", "getUserData", "--body", READ, "--json", "--whole"))
                .isZero();

        assertThat(shell.out.toString().lines()).hasSize(1);
        assertThat(Json.MAPPER
                        .readTree(shell.out.toString())
                        .at("/data/username")
                        .asText())
                .startsWith("known.1");
    }

    @Test
    void readsTheBodyFromAFile() throws Exception {
        Path file = folder.resolve("body.json");
        Files.writeString(file, READ, StandardCharsets.UTF_8);

        assertThat(shell.rai("call", "getUserData", "--body", "@" + file)).isZero();
        assertThat(shell.out.toString()).contains("known.1");
    }

    @Test
    void fillsInTheConfiguredCommunity() {
        assertThat(shell.rai("call", "listUserFields")).as("%s", shell.err).isZero();
        assertThat(shell.out.toString()).contains("member-tier");
        assertThat(shell.err.toString()).contains("evidence assumed: path and answer are assumptions");
    }

    @Test
    void failsWithTheSentenceOfTheFailure() {
        assertThat(shell.rai("call", "getUserData", "--body", "{\"idOrEmail\": \"nobody@example.org\"}"))
                .isEqualTo(1);
        assertThat(shell.err.toString()).startsWith("RAI-4002 getUserData").doesNotContain("nobody@");
        assertThat(shell.out.toString()).isEmpty();
    }

    @Test
    void callsAWrongCommandLineWrongUsage() {
        assertThat(shell.rai("call", "getUserDat")).isEqualTo(2);
        assertThat(shell.err.toString()).contains("RAI-1003", "Did you mean getUserData?");
        assertThat(shell.rai("call", "listUserFields", "--param", "pag=2")).isEqualTo(2);
        assertThat(shell.err.toString()).contains("RAI-1008", "Did you mean page?");
        assertThat(shell.rai("call", "listUserFields", "--param", "page")).isEqualTo(2);
        assertThat(shell.err.toString()).contains("name=value");
        assertThat(shell.rai("call", "listUserFields", "--param", "page=1", "--param", "page=2"))
                .isEqualTo(2);
        assertThat(shell.rai("call", "getUserData", "--body", "{\"email\": ")).isEqualTo(2);
        assertThat(shell.err.toString()).contains("RAI-1007", "not valid JSON (line 1");
        assertThat(shell.rai("call", "getUserData", "--body", "@no-such-file")).isEqualTo(2);
        assertThat(shell.rai("call", "getUserData")).isEqualTo(2);
    }

    @Test
    void doesNotWriteWithoutAYes() throws Exception {
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, "email,member-tier\r\n" + ShellHarness.KNOWN + ",gold\r\n", StandardCharsets.UTF_8);

        assertThat(shell.rai("call", "bulkUpdateUsers", "--body", "@" + file)).isEqualTo(2);
        assertThat(shell.err.toString()).startsWith("RAI-0011").contains("--yes");
        assertThat(shell.answering(false).rai("call", "bulkUpdateUsers", "--body", "@" + file))
                .isEqualTo(2);
        assertThat(shell.questions).singleElement().asString().contains("changes something", "127.0.0.1");
        assertThat(shell.answering(true).rai("call", "bulkUpdateUsers", "--body", "@" + file))
                .isZero();
        assertThat(shell.rai("call", "bulkUpdateUsers", "--body", "@" + file, "--yes"))
                .isZero();
        assertThat(shell.questions).hasSize(2);
    }

    @Test
    void asksBeforeADeletionAlthoughItIsSafeToRepeat() {
        assertThat(shell.rai("call", "deleteUserField", "--param", "fieldId=66b1d0a4c5e2f30011aa0020"))
                .isEqualTo(2);
        assertThat(shell.err.toString()).startsWith("RAI-0011");
    }

    @Test
    void followsThePages() throws Exception {
        assertThat(shell.rai("call", "listUserFields", "--all", "--json"))
                .as("%s", shell.err)
                .isZero();
        assertThat(shell.out.toString().lines().count()).isGreaterThan(10);
        for (String line : shell.out.toString().lines().toList()) {
            assertThat(Json.MAPPER.readTree(line).path("field").asText()).isNotEmpty();
        }
        assertThat(shell.rai("call", "listUserFields", "--all", "--json", "--page-token", "listUserFields@999"))
                .as("%s", shell.err)
                .isZero();
        assertThat(shell.out.toString()).as("nothing stands so far behind").isEmpty();
        assertThat(shell.rai("call", "listUserFields", "--all", "--page-token", "searchUsers@2"))
                .isEqualTo(2);
        assertThat(shell.rai("call", "listUserFields", "--page-token", "listUserFields@2"))
                .isEqualTo(2);
        assertThat(shell.err.toString()).contains("--page-token goes with --all");
        assertThat(shell.rai("call", "getUserData", "--body", READ, "--all")).isEqualTo(2);
        assertThat(shell.err.toString()).contains("no pages of getUserData");
    }

    @Test
    void exportsTheFieldsOfATenantAsTheFileMappingsUse() throws Exception {
        Path file = folder.resolve("community-fields.yaml");
        Files.copy(Path.of("config/community-fields.yaml"), file);

        assertThat(shell.rai("call", "listUserFields", "--as", "community-fields", "--output", file.toString()))
                .as("%s", shell.err)
                .isZero();
        CommunityFields exported = CommunityFields.load(file);
        CommunityFields before = CommunityFields.load(Path.of("config/community-fields.yaml"));
        assertThat(exported.names()).isEqualTo(before.names());
        assertThat(exported.find("account-balance").orElseThrow().scale()).isEqualTo(2);
        assertThat(exported.find("email").orElseThrow().ignoreCase()).isTrue();
        assertThat(shell.out.toString()).isEmpty();
    }

    @Test
    void refusesOptionsThatDoNotGoTogether() {
        assertThat(shell.rai("call", "listUserFields", "--as", "csv")).isEqualTo(2);
        assertThat(shell.rai("call", "listUserFields", "--all", "--whole")).isEqualTo(2);
        assertThat(shell.rai("call", "listUserFields", "--output", "x")).isEqualTo(2);
        assertThat(shell.rai("call", "getUserData", "--body", READ, "--as", "community-fields"))
                .isEqualTo(2);
        assertThat(shell.err.toString()).contains("Use listUserFields");
    }

    @Test
    void examinesTheDemo() throws Exception {
        shell.rai("doctor", "--json");

        assertThat(shell.out.toString().lines()).hasSize(1);
        JsonNode report = Json.MAPPER.readTree(shell.out.toString());
        assertThat(report.path("findings").findValuesAsText("check")).contains("connection", "key for listUserFields");
        assertThat(report.path("findings").findValuesAsText("area")).contains("flow sync-customers", "data folder");
    }
}
