package ai.returning.routes.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures and keys: the right one passes, every other one does not. */
class ProofsTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final long NOW = 1614265330_000L;
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final StandardWebhooks standard = new StandardWebhooks(List.of(SECRET), TOLERANCE);

    private static Map<String, String> signed() {
        return new HashMap<>(Map.of(
                "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp", "1614265330",
                "webhook-signature", SIGNATURE));
    }

    @Test
    void knowsTheExampleOfTheSpecification() {
        assertThatCode(() -> standard.check(BODY, MessageHeaders.of(signed()), NOW))
                .doesNotThrowAnyException();
        assertThat(standard.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", NOW, BODY)).isEqualTo(signed());
    }

    @Test
    void takesOneOfSeveralSignaturesAndOfTwoKeys() {
        Map<String, String> headers = signed();
        headers.put("webhook-signature", "v0,abc v1,AAAA " + SIGNATURE + " v1a,zzz");
        assertThatCode(() -> standard.check(BODY, MessageHeaders.of(headers), NOW))
                .doesNotThrowAnyException();
        StandardWebhooks both = new StandardWebhooks(List.of(OTHER, SECRET), TOLERANCE);
        assertThatCode(() -> both.check(BODY, MessageHeaders.of(signed()), NOW)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "v1,",
                "v1,g0hM9SsE",
                "v1,not base64",
                "v1,****",
                "v0,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "none,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
            })
    void refusesOtherSignatures(String signature) {
        refused(Map.of("webhook-signature", signature), BODY);
    }

    @Test
    void refusesMassesOfSignatures() {
        refused(Map.of("webhook-signature", (SIGNATURE + " ").repeat(17).strip()), BODY);
        refused(Map.of("webhook-signature", "v1," + "A".repeat(1 << 20)), BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1614264969",
                "1614265691",
                "0",
                "-1",
                "9000000000000000000",
                "1e3",
                " 1614265330",
                "1614265330 ",
                "+1614265330",
                "",
                "١٦١٤٢٦٥٣٣٠"
            })
    void refusesOtherTimes(String timestamp) {
        refused(Map.of("webhook-timestamp", timestamp), BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "msg.1614265330", "msg\r\nx", "msg 1", "mäg"})
    void refusesOtherIds(String id) {
        refused(Map.of("webhook-id", id), BODY);
        refused(Map.of("webhook-id", "x".repeat(10_000)), BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void refusesAMissingOrDoubledHeader(String name) {
        Map<String, String> missing = signed();
        missing.remove(name);
        assertThatThrownBy(() -> standard.check(BODY, MessageHeaders.of(missing), NOW))
                .isInstanceOf(RefusedException.class);
        MessageHeaders doubled = header -> {
            List<String> values = new ArrayList<>(MessageHeaders.of(signed()).all(header));
            if (header.equals(name)) {
                values.add(values.get(0));
            }
            return values;
        };
        assertThatThrownBy(() -> standard.check(BODY, doubled, NOW)).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesAnotherBodyAndAnotherSecret() {
        refused(Map.of(), "{\"test\":2432232314}".getBytes(StandardCharsets.UTF_8));
        StandardWebhooks other = new StandardWebhooks(List.of(OTHER), TOLERANCE);
        assertThatThrownBy(() -> other.check(BODY, MessageHeaders.of(signed()), NOW))
                .isInstanceOf(RefusedException.class);
    }

    private void refused(Map<String, String> changed, byte[] body) {
        Map<String, String> headers = signed();
        headers.putAll(changed);
        assertThatThrownBy(() -> standard.check(body, MessageHeaders.of(headers), NOW))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void takesNoWeakSecret() {
        assertThatThrownBy(() -> new StandardWebhooks(List.of("whsec_AAAA"), TOLERANCE))
                .isInstanceOf(RaiException.class);
        assertThatThrownBy(() -> new StandardWebhooks(List.of("whsec_%%"), TOLERANCE))
                .isInstanceOf(RaiException.class)
                .message()
                .doesNotContain("%%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha384", "SHA512"})
    void checksADeclaredContent(String algorithm) throws RefusedException {
        SignedContent proof =
                new SignedContent(form(algorithm, "v0:{timestamp}:{header:x-request}:{body}"), List.of("s3cret"));
        Map<String, String> headers = new HashMap<>(Map.of("x-time", "1614265330", "x-request", "r1"));
        headers.put("x-signature", proof.sign(BODY, MessageHeaders.of(headers)));

        proof.check(BODY, MessageHeaders.of(headers), NOW);
        headers.put("x-request", "r2");
        assertThatThrownBy(() -> proof.check(BODY, MessageHeaders.of(headers), NOW))
                .isInstanceOf(RefusedException.class);
        headers.put("x-request", "r1");
        assertThatThrownBy(() -> proof.check(BODY, MessageHeaders.of(headers), NOW + 301_000))
                .isInstanceOf(RefusedException.class);
        headers.put("x-signature", headers.get("x-signature").replace("sig=", ""));
        assertThatThrownBy(() -> proof.check(BODY, MessageHeaders.of(headers), NOW))
                .isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{timestamp}", "{body}{nothing}", "}{body}"})
    void takesNoContentThatLeavesTheBodyOutOrCannotBeRead(String content) {
        assertThatThrownBy(() -> new SignedContent(form("sha256", content), List.of("s3cret")))
                .isInstanceOf(RaiException.class);
        assertThatThrownBy(() -> new SignedContent(form("md5", "{body}"), List.of("s3cret")))
                .isInstanceOf(RaiException.class);
    }

    private static SignedContent.Form form(String algorithm, String content) {
        return new SignedContent.Form("x-signature", algorithm, ByteText.HEX, "sig=", content, "x-time", TOLERANCE);
    }

    @Test
    void comparesKeysOfTheHeaderOnly() {
        ApiKeyProof proof = new ApiKeyProof("x-api-key", List.of("new-key", "old-key"));

        assertThatCode(() -> proof.check(BODY, MessageHeaders.of(Map.of("X-Api-Key", "old-key")), NOW))
                .doesNotThrowAnyException();
        for (String wrong : List.of("", "new-ke", "new-key ", "NEW-KEY")) {
            assertThatThrownBy(() -> proof.check(BODY, MessageHeaders.of(Map.of("x-api-key", wrong)), NOW))
                    .isInstanceOf(RefusedException.class)
                    .message()
                    .doesNotContain("new-key");
        }
        assertThatThrownBy(() -> proof.check(BODY, header -> List.of("new-key", "new-key"), NOW))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void needsEveryProofAndTakesNoMarkedMessageWithoutEncryption() throws RefusedException {
        WebhookCodec codec = new WebhookCodec(
                List.of(new ApiKeyProof("x-api-key", List.of("k")), standard), null, List.of("x-encrypted"));
        Map<String, String> headers = signed();
        assertThatThrownBy(() -> codec.open(BODY, MessageHeaders.of(headers), NOW))
                .isInstanceOf(RefusedException.class);
        headers.put("x-api-key", "k");
        assertThat(codec.open(BODY, MessageHeaders.of(headers), NOW)).isEqualTo(BODY);
        headers.put("x-encrypted", "true");
        assertThatThrownBy(() -> codec.open(BODY, MessageHeaders.of(headers), NOW))
                .isInstanceOf(RefusedException.class);
        assertThat(codec.proves()).isTrue();
        assertThat(new WebhookCodec(List.of(), null, List.of()).proves()).isFalse();
    }
}
