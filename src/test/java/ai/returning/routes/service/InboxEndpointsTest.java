package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.inbox.front.WebhookEndpoint;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** From settings to endpoints. */
class InboxEndpointsTest {
    private static final String AT = "returning-ai.inbox.endpoints.joined.";
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void takesAnEndpointWithAllKindsOfProof() {
        WebhookEndpoint endpoint = one(Map.of(
                "path-token", TOKEN,
                "event", "user_join_server",
                "api-key", "canary-1",
                "previous-api-key", "canary-2",
                "encryption.enabled", "true",
                "encryption.mode", "cbc",
                "encryption.secret", "0123456789abcdefLANTERNCLUBKEY26",
                "encryption.envelope", "colon",
                "hmac.scheme", "standard-webhooks",
                "hmac.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(endpoint.rules().type()).isEqualTo("user_join_server");
        assertThat(endpoint.rules().receiptMinute()).isTrue();
        assertThat(endpoint.rules().tenant()).isEqualTo("lantern");
        assertThat(endpoint.rules().proven()).isTrue();
        assertThat(endpoint.textBodies()).isTrue();
        assertThat(endpoint.idHeader()).isEqualTo("webhook-id");
        assertThat(endpoint.toString()).doesNotContain(TOKEN);
    }

    @Test
    void countsCbcAloneAndNothingAsNoProof() {
        assertThat(one(Map.of("path-token", TOKEN, "event", "x")).rules().proven())
                .isFalse();
        assertThat(one(Map.of(
                                "path-token", TOKEN,
                                "event", "x",
                                "encryption.enabled", "true",
                                "encryption.mode", "cbc",
                                "encryption.secret", "0123456789abcdefLANTERNCLUBKEY26"))
                        .rules()
                        .proven())
                .isFalse();
        assertThat(one(Map.of("path-token", TOKEN, "event", "x", "trust-unproven", "true"))
                        .rules()
                        .proven())
                .isTrue();
    }

    @Test
    void leavesOutAnEndpointWithoutAToken() {
        assertThat(all(Map.of("event", "x", "api-key", "canary-1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "path-token, short",
        "path-token, 0123456789abcdef 0123456789abcdef",
        "event, ''",
        "event, a.b",
        "encryption.secret, 0123456789abcdefLANTERNCLUBKEY2",
        "encryption.secret, 0123456789abcdefLANTERNCLUBKEYä6",
        "encryption.secret, ''",
        "encryption.iv-length, 8",
        "hmac.secret, ''",
        "hmac.secret, whsec_%%",
        "hmac.header, ''",
        "hmac.content, '{timestamp}'"
    })
    void refusesWhatWouldBeOpenOrNeverFit(String name, String value) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "path-token", TOKEN,
                "event", "x",
                "encryption.enabled", "true",
                "encryption.secret", "0123456789abcdefLANTERNCLUBKEY26",
                "hmac.scheme", value.startsWith("whsec") ? "standard-webhooks" : "signed-content",
                "hmac.secret", "s3cret",
                "hmac.header", "x-signature"));
        settings.put(name, value);

        assertThatThrownBy(() -> all(settings))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                .message()
                .doesNotContain("LANTERN")
                .doesNotContain("%%");
    }

    private static WebhookEndpoint one(Map<String, String> settings) {
        return all(settings).get(0);
    }

    private static List<WebhookEndpoint> all(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "returning-ai.community-id", "lantern",
                "returning-ai.inbox.events.user-join-server.receipt-minute", "true"));
        settings.forEach((name, value) -> all.put(AT + name, value));
        ReturningAiProperties properties = new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("returning-ai", ReturningAiProperties.class);
        return new InboxEndpoints(properties).all();
    }
}
