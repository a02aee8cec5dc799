package ai.returning.routes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.codec.AesCodec;
import ai.returning.routes.codec.AesEnvelope;
import ai.returning.routes.codec.AesKey;
import ai.returning.routes.codec.AesMode;
import ai.returning.routes.codec.AesSettings;
import ai.returning.routes.codec.ByteText;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.emulator.IncomingSecret;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls by the whole URL of a webhook, with its own key and encryption, against the emulator and bare sockets. */
class IncomingWebhookIT {
    private static final String OPERATION = "sendMessageByWebhook";
    private static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    private static final String SECRET = "0123456789abcdefLANTERNCLUBKEY26";
    private static final String OTHER = "0123456789abcdefLANTERNCLUBKEY27";
    private static final String KEY = "canary-key-of-the-webhook";
    private static final String PATH = "/hooks/canary-path-a1b2/c3d4";

    private Emulator emulator;

    @BeforeEach
    void start(@TempDir Path folder) {
        ApiKey key = new ApiKey(KEY, COMMUNITY, Set.of(), null, Set.of("incoming-webhook-key"), null);
        emulator = Emulator.start(EmulatorSettings.of(Calls.CONTRACT, folder, COMMUNITY, key));
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private static AesCodec codec(AesMode mode, AesEnvelope envelope, String secret) {
        return new AesCodec(
                AesSettings.of(mode, envelope, ByteText.BASE64), List.of(AesKey.of(secret, "the secret of the test")));
    }

    private static ApiClient client(String url, String key, @Nullable AesCodec encryption) {
        return new HttpApiClient(
                Calls.CONTRACT,
                Calls.settings("http://127.0.0.1:1")
                        .limits(Calls.limits(1000, 1000, 1000))
                        .webhook(IncomingWebhook.of("channel", OPERATION, url, key, encryption)),
                Clock.systemUTC());
    }

    private ApiClient client(String key, @Nullable AesCodec encryption) {
        return client(emulator.webhookUrl(OPERATION), key, encryption);
    }

    private static ApiCall message() {
        return ApiCall.of(OPERATION)
                .with("webhook", "channel")
                .json(Json.MAPPER.createObjectNode().put("message", "Quiz starts at nine"));
    }

    private long posted() {
        return emulator.applied().count(OPERATION);
    }

    @ParameterizedTest
    @CsvSource({"GCM, JSON", "GCM, COLON", "GCM, CONCAT", "CBC, JSON", "CBC, COLON", "CBC, CONCAT"})
    void sendsWhatTheOtherSideOpens(AesMode mode, AesEnvelope envelope) throws Throwable {
        emulator.incoming(new IncomingSecret(
                "hook-message", mode.name(), SECRET, envelope.name().toLowerCase(Locale.ROOT)));
        try (ApiClient client = client(KEY, codec(mode, envelope, SECRET))) {
            assertThat(client.call(message()).message()).isEqualTo("accepted");
            assertThat(Calls.answer(client.callAsync(message())).status()).isEqualTo(200);
        }
        assertThat(posted()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"GCM", "CBC"})
    void doesNothingWithTheWrongSecretOrMode(AesMode mode) {
        emulator.incoming(new IncomingSecret("hook-message", mode.name(), SECRET, "json"));
        AesMode otherMode = mode == AesMode.GCM ? AesMode.CBC : AesMode.GCM;
        for (AesCodec wrong :
                List.of(codec(mode, AesEnvelope.JSON, OTHER), codec(otherMode, AesEnvelope.JSON, SECRET))) {
            try (ApiClient client = client(KEY, wrong)) {
                assertThat(Calls.failure(client, message()).status()).isEqualTo(400);
            }
        }
        assertThat(posted()).isZero();
    }

    @Test
    void isRefusedWhereOneSideAloneEncrypts() {
        try (ApiClient client = client(KEY, codec(AesMode.GCM, AesEnvelope.JSON, SECRET))) {
            assertThat(Calls.failure(client, message()).status()).isEqualTo(400);
        }
        emulator.incoming(new IncomingSecret("hook-message", "GCM", SECRET, "json"));
        try (ApiClient client = client(KEY, null)) {
            assertThat(Calls.failure(client, message()).status()).isEqualTo(400);
            assertThat(posted()).isZero();
            emulator.knobs().webhooksAcceptPlain(true);
            assertThat(client.call(message()).status()).isEqualTo(200);
        }
        assertThat(posted()).isOne();
    }

    @Test
    void sendsTheKeyOfTheWebhookAndNoOther() {
        try (ApiClient client = client("another-key", null);
                ApiClient without = client("", null)) {
            CallFailedException refused = Calls.failure(client, message());
            assertThat(refused.kind()).isEqualTo(FailureKind.NOT_AUTHORISED);
            assertThat(refused).hasMessageContaining("returning-ai.webhooks.channel.key");
            assertThat(Calls.failure(without, message()).status()).isEqualTo(401);
            emulator.knobs().webhooksSwallowMissingKey(true);
            assertThat(without.call(message()).status()).as("a 200 is no proof").isEqualTo(200);
        }
        assertThat(posted()).isZero();
    }

    @Test
    void encryptsEachMessageWithAFreshVectorAndMarksIt() throws IOException {
        String answer = "{\"status\":\"success\",\"message\":\"accepted\"}";
        try (LoopbackServer server = LoopbackServer.answering(200, "", answer);
                ApiClient client = client(
                        server.url() + PATH + "?token=canary-query",
                        KEY,
                        codec(AesMode.GCM, AesEnvelope.COLON, SECRET))) {
            client.call(message());
            client.call(message());

            List<String> bodies = server.requests().stream()
                    .map(request -> new String(request.body(), StandardCharsets.UTF_8))
                    .toList();
            assertThat(bodies).doesNotHaveDuplicates().noneMatch(body -> body.contains("Quiz"));
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.head().toLowerCase(Locale.ROOT))
                            .startsWith("post " + PATH + "?token=canary-query ")
                            .contains("x-api-key: " + KEY)
                            .contains("x-encrypted: true")
                            .contains("content-type: text/plain"));
        }
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (LoopbackServer elsewhere = LoopbackServer.answering(200, "", "{}");
                LoopbackServer server =
                        LoopbackServer.answering(307, "Location: " + elsewhere.url() + "/canary-location\r\n", "");
                ApiClient client = client(server.url() + PATH, KEY, null)) {
            CallFailedException redirected = Calls.failure(client, message());

            assertThat(redirected.kind()).isEqualTo(FailureKind.REDIRECTED);
            assertThat(redirected)
                    .hasMessageContaining("returning-ai.webhooks.channel.url")
                    .hasMessageNotContaining("canary");
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void showsNeitherUrlNorKeyInAnyFailure() throws IOException {
        String echo =
                "{\"status\":\"error\",\"message\":\"no hook at " + PATH + "?token=canary-query for " + KEY + "\"}";
        for (int status : new int[] {200, 301, 400, 401, 403, 404, 409, 429, 500, 503}) {
            try (LoopbackServer server = LoopbackServer.answering(status, "", echo);
                    ApiClient client = client(server.url() + PATH + "?token=canary-query", KEY, null)) {
                assertThat(Calls.failure(client, message()))
                        .hasStackTraceContaining("channel")
                        .satisfies(IncomingWebhookIT::hasNoSecret);
            }
        }
        try (ApiClient client = client("http://127.0.0.1:1" + PATH, KEY, null)) {
            assertThat(Calls.failure(client, message())).satisfies(IncomingWebhookIT::hasNoSecret);
        }
        try (LoopbackServer silent = new LoopbackServer(connection -> connection.readBody());
                ApiClient client = client(silent.url() + PATH, KEY, null)) {
            assertThat(Calls.failure(client, message())).satisfies(IncomingWebhookIT::hasNoSecret);
        }
        IncomingWebhook webhook = IncomingWebhook.of("channel", OPERATION, "https://host" + PATH, KEY, null);
        assertThat(webhook + " " + Calls.settings("http://127.0.0.1:1").webhook(webhook))
                .doesNotContain("canary-path", "canary-key");
    }

    @Test
    void showsNoPartOfTheUrlInWhateverFormTheOtherSideQuotesIt() throws IOException {
        String url = "/hooks/canary%2Dtenant+7/canary=token%20x/c3d4?sig=canary%2Fsig+z&v=1";
        String[] quotes = {
            "no tenant canary-tenant+7",
            "no tenant CANARY-TENANT+7",
            "no tenant canary%2dtenant%2B7",
            "no token canary=token x",
            "no token canary%3Dtoken%20x",
            "bad signature canary/sig z",
            "bad signature canary/sig+z",
            "bad signature canary%2Fsig%20z",
            "bad signature canary%2fsig+z"
        };
        for (String quote : quotes) {
            String echo = "{\"status\":\"error\",\"message\":\"" + quote + "\"}";
            try (LoopbackServer server = LoopbackServer.answering(400, "", echo);
                    ApiClient client = client(server.url() + url, KEY, null)) {
                assertThat(Calls.failure(client, message()))
                        .hasMessageContaining("***")
                        .satisfies(failure -> assertThat(failure.getMessage().toLowerCase(Locale.ROOT))
                                .doesNotContain("canary"));
            }
        }
        String taken = "{\"status\":\"success\",\"message\":\"posted by canary-tenant+7\"}";
        try (LoopbackServer server = LoopbackServer.answering(200, "", taken);
                ApiClient client = client(server.url() + url, KEY, null)) {
            assertThat(client.call(message()).message()).isEqualTo("posted by ***");
        }
    }

    @Test
    void printsNeitherUrlNorKeyOfACall() {
        CallTarget target = CallTarget.of(
                IncomingWebhook.of("channel", OPERATION, "https://host" + PATH, KEY, null),
                Calls.CONTRACT.operation(OPERATION),
                Map.of("webhook", "channel"));
        assertThat(target.toString()).doesNotContain("canary", "host");
        PreparedCall call = Calls.prepared(OPERATION, target.uri(), Map.of("x-api-key", KEY));
        assertThat(call.toString()).contains(OPERATION).doesNotContain("canary", "host");
    }

    private static void hasNoSecret(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            assertThat(String.valueOf(one)).doesNotContain("canary-key", "canary-path", "canary-query", "c3d4");
        }
    }

    @Test
    void isSentOnceHoweverItFails() {
        emulator.faults().add(FaultRule.next(OPERATION, Fault.of(Fault.Kind.APPLY_THEN_RESET)));
        try (ApiClient client = client(KEY, null)) {
            assertThat(Calls.failure(client, message()).kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
        }
        assertThat(emulator.requests().of(OPERATION)).hasSize(1);
    }

    @Test
    void refusesAnUnknownWebhookAndOneOfAnotherOperation() {
        try (ApiClient client = client(KEY, null)) {
            assertThatThrownBy(() -> client.call(message().with("webhook", "chanel")))
                    .isInstanceOf(NotSentException.class)
                    .hasMessageContaining("'chanel' is not set up")
                    .hasMessageContaining("channel");
            assertThatThrownBy(() -> client.call(ApiCall.of("updateCurrencyByWebhook")
                            .with("webhook", "channel")
                            .json(Json.MAPPER
                                    .createObjectNode()
                                    .put("email", "a@example.org")
                                    .put("amount", 1))))
                    .hasMessageContaining("It is set up for sendMessageByWebhook");
            assertThatThrownBy(() -> client.call(message().with("webhookId", "hook-message")))
                    .hasMessageContaining("does not go with 'webhook'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.example.org/canary, must begin with https",
        "ftp://hooks.example.org/canary, must begin with https",
        "https://me:canary@hooks.example.org/x, without user",
        "https://hooks.example.org/canary#x, without user and fragment",
        "canary, must be the whole URL",
        "https://hooks.example.org/ca nary, is no URL"
    })
    void refusesAUrlThatIsNotSafe(String url, String rule) {
        assertThatThrownBy(() -> IncomingWebhook.of("channel", OPERATION, url, "", null))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                .hasMessageContaining("returning-ai.webhooks.channel.url")
                .hasMessageContaining(rule)
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining("hooks.example.org");
    }

    @Test
    void refusesAKeyThatNoHeaderCarries() {
        assertThatThrownBy(() -> IncomingWebhook.of("channel", OPERATION, "https://h/x", "canary key", null))
                .hasMessageContaining("returning-ai.webhooks.channel.key")
                .hasMessageNotContaining("canary");
    }
}
