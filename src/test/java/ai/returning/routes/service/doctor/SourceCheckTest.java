package ai.returning.routes.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.service.ReturningAiProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SourceCheckTest {
    @Test
    void looksAtTheFolderOfFiles(@TempDir Path folder) {
        assertThat(check("csv", "file.folder", folder.toString())).satisfies(found -> {
            assertThat(found.level()).isEqualTo(Finding.Level.OK);
            assertThat(found.text()).contains("can be read");
        });
        fails(check("csv", "file.folder", folder.resolve("nowhere").toString()), "is no folder");
        fails(check("json-lines", "file.folder", ""), "it has none");
    }

    @Test
    void wantsTheKeyOfAServerAndALogin() {
        Map<String, String> server = Map.of("file.folder", "/inbox", "file.sftp.host", "files.example.org");
        fails(check("csv", server), "the key of files.example.org is not set");
        Map<String, String> known = new java.util.HashMap<>(server);
        known.put("file.sftp.host-key", "SHA256:abc");
        fails(check("csv", known), "neither a password nor a readable key file");
        known.put("file.sftp.password", "secret");
        assertThat(check("csv", known)).satisfies(found -> {
            assertThat(found.level()).isEqualTo(Finding.Level.NOTE);
            assertThat(found.toString()).doesNotContain("secret");
        });
    }

    @Test
    void wantsATokenOfHubspot() {
        fails(check("hubspot", Map.of()), "it has none");
        assertThat(check("hubspot", "hubspot.token", "pat-secret").toString())
                .contains("NOTE")
                .doesNotContain("pat-secret");
    }

    private static void fails(Finding found, String part) {
        assertThat(found.level()).isEqualTo(Finding.Level.FAIL);
        assertThat(found.text()).contains(part);
        assertThat(found.next()).isNotEmpty();
    }

    private static Finding check(String type, String setting, String value) {
        return check(type, Map.of(setting, value));
    }

    private static Finding check(String type, Map<String, String> settings) {
        Map<String, String> all = new java.util.HashMap<>();
        all.put("returning-ai.sources.inbox.type", type);
        settings.forEach((name, value) -> all.put("returning-ai.sources.inbox." + name, value));
        ReturningAiProperties properties = new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("returning-ai", ReturningAiProperties.class);
        List<Finding> found = new SourceCheck(properties).check(Set.of("inbox", "elsewhere"));
        return found.get(0);
    }
}
