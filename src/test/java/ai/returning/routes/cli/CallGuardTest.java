package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.Upload;
import ai.returning.routes.contract.Operation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may reach a tenant from the shell. */
class CallGuardTest {
    private static final PrintWriter SILENT = new PrintWriter(Writer.nullWriter());

    @TempDir
    Path folder;

    @Test
    void keepsEffectsFromATenantEvenWithAYes() {
        assertThatThrownBy(() -> check(ApiCall.of("awardBadge"), false, true))
                .hasMessageStartingWith("RAI-1009 awardBadge was not called")
                .hasMessageContaining("https://tenant.example.org");
        assertThatCode(() -> check(ApiCall.of("awardBadge"), true, true)).doesNotThrowAnyException();
    }

    @Test
    void takesAFileThatAddsForAnEffectAndOneThatSetsForAWrite() throws IOException {
        assertThatThrownBy(() -> check(upload("email,coins_op,coins\r\na@example.org,add,1\r\n"), false, true))
                .hasMessageStartingWith("RAI-1009");
        assertThatCode(() -> check(upload("email,coins\r\n"), false, true)).doesNotThrowAnyException();
        assertThatCode(() -> check(upload("email,coins_op,coins\r\na@example.org,overwrite,1\r\n"), false, true))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(upload("email,coins\r\n"), false, false)).hasMessageStartingWith("RAI-0011");
    }

    @Test
    void letsReadsPass() {
        assertThatCode(() -> check(ApiCall.of("searchUsers"), false, false)).doesNotThrowAnyException();
        assertThatCode(() -> check(ApiCall.of("listBadges"), false, false)).doesNotThrowAnyException();
    }

    @Test
    void namesTheSwitchOfAnOperationThatIsOff() {
        assertThatThrownBy(() -> check(ApiCall.of("manageUserAccount"), true, true))
                .hasMessageStartingWith("RAI-1010")
                .hasMessageContaining("returning-ai.operations.manageUserAccount.enabled");
    }

    private static void check(ApiCall call, boolean staysHere, boolean yes) {
        Operation operation = ShellHarness.CONTRACT.operation(call.operationId());
        new CallGuard(operation, "https://tenant.example.org", () -> staysHere).check(call, yes, new Nobody(), SILENT);
    }

    private ApiCall upload(String csv) throws IOException {
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, csv, StandardCharsets.UTF_8);
        return ApiCall.of("bulkUpdateUsers").upload(new Upload(file, "rows.csv", "data", "text/csv", Map.of()));
    }

    private static final class Nobody implements Questions {
        @Override
        public boolean possible() {
            return false;
        }

        @Override
        public boolean confirm(String question, PrintWriter err) {
            throw new AssertionError("nobody can be asked");
        }
    }
}
