package ai.returning.routes.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.service.ReturningAiProperties;
import ai.returning.routes.service.doctor.Finding.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Databases that are there, missing, or held by others. */
class DatabaseCheckTest {
    @TempDir
    Path folder;

    @Test
    void doesNotMakeAStateThatIsNotThere() {
        assertThat(check(Map.of(), Set.of())).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.OK);
            assertThat(finding.text()).contains("the first start makes");
        });
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void opensTheStateOrSaysThatItIsHeld() throws Exception {
        String url = StateSettings.embeddedUrl(folder);
        try (Connection service = DriverManager.getConnection(url, "", "")) {
            assertThat(service.isValid(1)).isTrue();
        }
        assertThat(check(Map.of(), Set.of()).get(0).text()).contains("opens (H2 2.");
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void doesNotMakeASourceThatIsNotThere() {
        List<Finding> found =
                check(Map.of("returning-ai.sources.crm.url", "jdbc:h2:file:" + folder.resolve("crm")), Set.of("crm"));

        assertThat(found)
                .filteredOn(finding -> finding.area().equals("source crm"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.FAIL);
                    assertThat(finding.next()).contains("CRM_DB_URL");
                });
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void asksForTheUrlOnlyOfSourcesThatAreRead() {
        Map<String, String> empty = Map.of("returning-ai.sources.crm.url", "", "returning-ai.sources.shop.url", "");

        assertThat(check(empty, Set.of("crm")))
                .filteredOn(finding -> finding.level() == Level.FAIL)
                .singleElement()
                .satisfies(finding -> assertThat(finding.next()).isEqualTo("set CRM_DB_URL"));
        assertThat(check(empty, Set.of("crn")))
                .anySatisfy(finding -> assertThat(finding.area()).isEqualTo("source crn"));
    }

    @Test
    void keepsThePasswordOfAUrlToItself() {
        List<Finding> found = check(
                Map.of("returning-ai.sources.crm.url", "jdbc:postgresql://127.0.0.1:1/crm?user=u&password=hush"),
                Set.of("crm"));

        assertThat(found)
                .filteredOn(finding -> finding.area().equals("source crm"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.FAIL);
                    assertThat(finding.text())
                            .contains("jdbc:postgresql://127.0.0.1:1/crm")
                            .doesNotContain("hush");
                });
    }

    @Test
    void saysWhyTheDataFolderCannotBeUsed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(FolderCheck.check(folder).level()).isEqualTo(Level.OK);
        assertThat(FolderCheck.check(folder.resolve("later/deeper")).text()).contains("can be made");
        assertThat(FolderCheck.check(file).next()).contains("RAI_DATA_DIR");
        assertThat(FolderCheck.check(file.resolve("below")).level()).isEqualTo(Level.FAIL);
    }

    private List<Finding> check(Map<String, String> settings, Set<String> used) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("returning-ai.data-dir", folder.toString());
        ReturningAiProperties properties = new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("returning-ai", ReturningAiProperties.class);
        return new DatabaseCheck(properties).check(used);
    }
}
