package ai.returning.routes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));

    @ParameterizedTest
    @ValueSource(strings = {" ", "abc\n", "abc\r\nX-Other: 1", "a b", "schlüssel", "abc\0"})
    void refusesAKeyThatNoHeaderCanCarry(String key) {
        RaiException refusal = refusal(ClientSettings.standard().key("bearer-community-key", key));

        assertThat(refusal).hasMessageContaining("RETURNING_AI_API_KEY").hasMessageNotContaining("abc");
    }

    @Test
    void refusesAKeyForAnUnknownScheme() {
        assertThat(refusal(ClientSettings.standard().key("x-apikey", "abc")))
                .hasMessageContaining("Did you mean x-api-key?");
    }

    @ParameterizedTest
    @CsvSource({
        "integration, http://integration.example.org, without https",
        "integration, http://10.0.0.7:8080, without https",
        "integration, http://localhost.example.org, without https",
        "integration, http://127.0.0.1.example.org, without https",
        "integration, ftp://127.0.0.1, without https",
        "integration, https://user:pw@example.org, plain URL",
        "integration, https://example.org/?key=1, plain URL",
        "integration, https://example.org/#x, plain URL",
        "integration, /apis/v1, plain URL",
        "integration, 'https://exa mple.org', not a URL",
        "integraton, https://example.org, Did you mean integration?",
    })
    void refusesABaseUrlThatIsNotSafe(String server, String url, String part) {
        RaiException refusal = refusal(ClientSettings.standard().server(server, url));

        assertThat(refusal)
                .hasMessageContaining("returning-ai.servers." + server)
                .hasMessageContaining(part);
        assertThat(refusal).hasMessageNotContaining("user:pw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.org/v1/", "http://localhost:8080", "http://127.0.0.9", "http://[::1]:80/apis"})
    void takesHttpsAndTheMachineItself(String url) {
        assertThatCode(() -> open(ClientSettings.standard().server("integration", url)))
                .doesNotThrowAnyException();
    }

    private static RaiException refusal(ClientSettings settings) {
        RaiException refusal = catchThrowableOfType(RaiException.class, () -> open(settings));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        return refusal;
    }

    private static void open(ClientSettings settings) {
        new HttpApiClient(CONTRACT, settings, Clock.systemUTC()).close();
    }
}
