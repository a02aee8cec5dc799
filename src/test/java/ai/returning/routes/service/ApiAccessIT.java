package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.contract.Contract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A demo to look at leaves nothing behind. */
class ApiAccessIT {
    @TempDir
    Path data;

    @Test
    void keepsNothingOfADemoThatIsOnlyLookedAt() {
        Contract contract = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
        ReturningAiProperties properties = new Binder(new MapConfigurationPropertySource(Map.of(
                        "returning-ai.data-dir",
                        data.toString(),
                        "returning-ai.community-id",
                        DemoCommunity.ID,
                        "returning-ai.community-fields",
                        "config/community-fields.yaml")))
                .bindOrCreate("returning-ai", ReturningAiProperties.class);

        try (ApiAccess api = ApiAccess.passingDemo(properties, contract)) {
            assertThat(api.isDemo()).isTrue();
            assertThat(api.client()
                            .call(ApiCall.of("listUserFields").with("communityId", DemoCommunity.ID))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void removesATemporaryFolderWithAllItHolds() throws Exception {
        PassingFolder folder = PassingFolder.make();
        java.nio.file.Files.createDirectories(folder.path().resolve("a/b"));
        java.nio.file.Files.writeString(folder.path().resolve("a/b/c"), "x");

        folder.close();

        assertThat(folder.path()).doesNotExist();
    }
}
