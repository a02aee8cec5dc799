package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConfiguredWebhooksTest {
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    private static final String SECRET = "0123456789abcdefLANTERNCLUBKEY26";

    private static ReturningAiProperties properties(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>();
        all.put("operation", "sendMessageByWebhook");
        all.put("url", "https://hooks.example.org/canary-path");
        all.put("key", "canary-key");
        all.putAll(more);
        Map<String, String> settings = new TreeMap<>();
        all.forEach((name, value) -> settings.put("returning-ai.webhooks.channel." + name, value));
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("returning-ai", ReturningAiProperties.class);
    }

    @Test
    void takesAWebhookWithItsKeyAndEncryption() {
        ConfiguredWebhooks webhooks = ConfiguredWebhooks.of(
                properties(Map.of("encryption.enabled", "true", "encryption.mode", "cbc", "encryption.secret", SECRET)),
                CONTRACT);

        assertThat(webhooks.byName().get("channel").encryption()).isNotNull();
        webhooks.require(CONTRACT.operation("sendMessageByWebhook"), "channel");
        assertThat(webhooks.toString()).isEqualTo("ConfiguredWebhooks[channel]");
    }

    @Test
    void leavesOutAWebhookWithoutUrlAndTellsWhoNeedsIt() {
        ConfiguredWebhooks webhooks = ConfiguredWebhooks.of(properties(Map.of("url", "")), CONTRACT);

        assertThat(webhooks.names()).isEmpty();
        assertThatThrownBy(() -> webhooks.require(CONTRACT.operation("sendMessageByWebhook"), "channel"))
                .hasMessageContaining("returning-ai.webhooks.channel.url is empty");
    }

    @Test
    void refusesACallOfAnotherOperation() {
        ConfiguredWebhooks webhooks = ConfiguredWebhooks.of(properties(Map.of()), CONTRACT);

        assertThatThrownBy(() -> webhooks.require(CONTRACT.operation("updateCurrencyByWebhook"), "channel"))
                .hasMessageContaining("is sendMessageByWebhook, but a route calls updateCurrencyByWebhook");
    }

    @ParameterizedTest
    @CsvSource({
        "operation, bulkUpdateUsers, is no incoming webhook",
        "operation, sendMesageByWebhook, Did you mean sendMessageByWebhook",
        "url, http://hooks.example.org/canary-path, must begin with https",
        "key, canary key, header cannot carry",
        "encryption.secret, canary-short, must have exactly 32",
        "encryption.previous-secret, canary, who sends has one secret",
        "encryption.iv-length, 13, iv-length 13 does not fit"
    })
    void tellsWhatIsWrongWithoutTheSecret(String setting, String value, String problem) {
        Map<String, String> wrong = new TreeMap<>(Map.of("encryption.enabled", "true", "encryption.secret", SECRET));
        wrong.put(setting, value);
        ReturningAiProperties properties = properties(wrong);

        assertThat(ConfiguredWebhooks.problems(properties, CONTRACT))
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessageContaining(problem).hasMessageNotContaining("canary"));
        assertThatThrownBy(() -> ConfiguredWebhooks.of(properties, CONTRACT)).isInstanceOf(RaiException.class);
        assertThat(properties.webhooks().toString()).doesNotContain("canary", SECRET);
    }
}
