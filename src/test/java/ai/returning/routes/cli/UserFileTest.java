package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {
    private static final InputStream NOTHING = InputStream.nullInputStream();

    @TempDir
    Path folder;

    @Test
    void readsTheColumnAmongOthers() throws Exception {
        Path file = Files.writeString(folder.resolve("u.csv"), "id,email\n1,a@example.net\n2,\n3,\"b@example.net\"\n");

        assertThat(UserFile.emails(file, NOTHING)).containsExactly("a@example.net", "b@example.net");
    }

    @Test
    void readsStandardInput() {
        InputStream in = new ByteArrayInputStream("email\na@example.net\n".getBytes(StandardCharsets.UTF_8));

        assertThat(UserFile.emails(Path.of("-"), in)).containsExactly("a@example.net");
    }

    @Test
    void saysWhichColumnIsMissing() throws Exception {
        Path file = Files.writeString(folder.resolve("u.csv"), "id,mail\n1,a@example.net\n");

        assertThatThrownBy(() -> UserFile.emails(file, NOTHING))
                .hasMessageStartingWith("RAI-0001 The option --users")
                .hasMessageContaining("no column 'email'")
                .hasMessageContaining("Did you mean mail?");
    }

    @Test
    void saysThatTheFileIsNotThere() {
        assertThatThrownBy(() -> UserFile.emails(folder.resolve("none.csv"), NOTHING))
                .hasMessageStartingWith("RAI-0001")
                .hasMessageContaining("none.csv cannot be read");
    }
}
