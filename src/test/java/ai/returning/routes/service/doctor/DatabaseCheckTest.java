package ai.returning.routes.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.service.ReturningAiProperties;
import ai.returning.routes.service.doctor.Finding.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                            .contains("jdbc:postgresql://127.0.0.1:1 ")
                            .doesNotContain("hush");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:oracle:thin:scott/hush@db.example.org:1521/crm                            | jdbc:oracle
            jdbc:mysql://address=(host=db.example.org)(user=u)(password=hush)/crm          | jdbc:mysql
            jdbc:mysql://u:hu/hush@db.example.org/crm                                      | jdbc:mysql
            jdbc:sqlserver://db.example.org:1433;user=u;password=hush                      | jdbc:sqlserver://db.example.org:1433
            jdbc:postgresql:/127.0.0.1/crm?password=hush                                   | jdbc:postgresql
            jdbc:postgresql://127.0.0.1:one/crm?password=hush                              | jdbc:postgresql
            jdbc:h2:tcp://127.0.0.1:1/crm;PASSWORD=hush                                    | jdbc:h2:tcp://127.0.0.1:1
            """)
    void showsSchemeAndHostAtMost(String url, String shown) {
        assertThat(crm(check(Map.of("returning-ai.sources.crm.url", url), Set.of("crm"))))
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.FAIL);
                    assertThat(finding.text()).contains(shown).doesNotContain("hush");
                    assertThat(finding.next()).doesNotContain("hush");
                });
    }

    @Test
    void namesAMissingDriver() {
        Finding found = crm(check(Map.of("returning-ai.sources.crm.url", "jdbc:oracle:thin:a/b@c"), Set.of("crm")));

        assertThat(found.text()).isEqualTo("no JDBC driver here takes jdbc:oracle");
        assertThat(found.next()).contains("that the driver is there");
    }

    @Test
    void doesNotWaitForADatabaseThatIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:h2:tcp://127.0.0.1:" + silent.getLocalPort() + "/crm";

            assertThat(crm(check(Map.of("returning-ai.sources.crm.url", url), Set.of("crm"), Duration.ofSeconds(1)))
                            .text())
                    .contains("does not answer within 1 s");
        }
    }

    private static Finding crm(List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.area().equals("source crm"))
                .findFirst()
                .orElseThrow();
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
        return check(settings, used, Duration.ofSeconds(15));
    }

    private List<Finding> check(Map<String, String> settings, Set<String> used, Duration patience) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("returning-ai.data-dir", folder.toString());
        ReturningAiProperties properties = new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("returning-ai", ReturningAiProperties.class);
        return new DatabaseCheck(properties, patience).check(used);
    }
}
