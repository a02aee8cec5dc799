package ai.returning.routes.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors fix the form; everything else that comes in is refused. */
class AesCodecTest {
    private static final String KEY = "0123456789abcdefLANTERNCLUBKEY26";
    private static final String OTHER_KEY = "fedcba9876543210LANTERNCLUBKEY27";
    private static final String TEXT = "{\"event\":\"user_join_server\",\"user\":{\"user_id\":\"4417\"}}";
    private static final MessageHeaders MARKED = MessageHeaders.of(Map.of("X-Encrypted", "true"));

    private static final String GCM_JSON = "{\"iv\":\"AQIDBAUGBwgJCgsM\",\"data\":"
            + "\"Nfc8pGAinMl0NnHyTLLk9fKME2hScFtVuUvacyqqEhiwShZmtbMI7gYuEhuc1eW76fskVYr9\","
            + "\"tag\":\"UY+TtunvFiiHUEbTVbx55w==\"}";
    private static final String GCM_COLON = "0102030405060708090a0b0c:"
            + "35f73ca460229cc9743671f24cb2e4f5f28c136852705b55b94bda732aaa1218b04a1666b5b308ee062e121b9cd5e5bbe9fb24558afd"
            + ":518f93b6e9ef1628875046d355bc79e7";
    private static final String GCM_CONCAT =
            "AQIDBAUGBwgJCgsMNfc8pGAinMl0NnHyTLLk9fKME2hScFtVuUvacyqqEhiwShZmtbMI7gYuEhuc"
                    + "1eW76fskVYr9UY+TtunvFiiHUEbTVbx55w==";
    private static final String CBC_JSON = "{\"iv\":\"AQIDBAUGBwgJCgsMDQ4PEA==\",\"data\":"
            + "\"VhjPJcgPoLIffuRlHAxSNDXbleYuQ7XQmwwKB8vMSlmEW4TkRQYaLrQRocNzRQqarWzKEdqQLouHuMaYEyFygQ==\"}";
    private static final String CBC_COLON = "0102030405060708090a0b0c0d0e0f10:"
            + "5618cf25c80fa0b21f7ee4651c0c523435db95e62e43b5d09b0c0a07cbcc4a59845b84e445061a2eb411a1c373450a9a"
            + "ad6cca11da902e8b87b8c69813217281";

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of(AesMode.GCM, AesEnvelope.JSON, ByteText.BASE64, GCM_JSON),
                Arguments.of(AesMode.GCM, AesEnvelope.COLON, ByteText.HEX, GCM_COLON),
                Arguments.of(AesMode.GCM, AesEnvelope.CONCAT, ByteText.BASE64, GCM_CONCAT),
                Arguments.of(AesMode.CBC, AesEnvelope.JSON, ByteText.BASE64, CBC_JSON),
                Arguments.of(AesMode.CBC, AesEnvelope.COLON, ByteText.HEX, CBC_COLON));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void opensAndSealsTheVectors(AesMode mode, AesEnvelope envelope, ByteText encoding, String message)
            throws RefusedException {
        AesCodec codec = codec(AesSettings.of(mode, envelope, encoding), KEY);

        assertThat(codec.open(bytes(message), MARKED))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(TEXT);
        Sealed sealed = codec.seal(bytes(TEXT), vector(mode));
        assertThat(sealed.body()).asString(StandardCharsets.UTF_8).isEqualTo(message);
        assertThat(sealed.contentType()).isEqualTo(envelope.contentType());
        assertThat(sealed.headers()).containsEntry("x-encrypted", "true");
    }

    static Stream<AesSettings> forms() {
        return Stream.of(AesMode.values())
                .flatMap(mode -> Stream.of(AesEnvelope.values())
                        .flatMap(envelope ->
                                Stream.of(ByteText.values()).map(text -> AesSettings.of(mode, envelope, text))));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void opensWhatItSealed(AesSettings form) throws RefusedException {
        AesCodec codec = codec(form, KEY);
        Sealed one = codec.seal(bytes(TEXT));
        Sealed other = codec.seal(bytes(TEXT));

        assertThat(codec.open(one.body(), MessageHeaders.of(one.headers())))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(TEXT);
        assertThat(one.body()).as("a fresh vector each").isNotEqualTo(other.body());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void refusesAnUnmarkedMessage(AesSettings form) {
        AesCodec codec = codec(form, KEY);
        Sealed sealed = codec.seal(bytes(TEXT));
        Map<String, String> headers = new HashMap<>(sealed.headers());
        headers.remove("x-encrypted");

        assertThatThrownBy(() -> codec.open(sealed.body(), MessageHeaders.of(headers)))
                .isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void refusesAPlainBodyThatIsMarked(AesSettings form) {
        assertThatThrownBy(() -> codec(form, KEY).open(bytes(TEXT), MARKED)).isInstanceOf(RefusedException.class);
    }

    @Test
    void neverGuessesTheMode() {
        AesCodec gcm = codec(AesSettings.of(AesMode.GCM, AesEnvelope.JSON, ByteText.BASE64), KEY);
        AesCodec cbc = codec(AesSettings.of(AesMode.CBC, AesEnvelope.JSON, ByteText.BASE64), KEY);

        assertThatThrownBy(() -> gcm.open(bytes(CBC_JSON), MARKED)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> cbc.open(bytes(GCM_JSON), MARKED)).isInstanceOf(RefusedException.class);
        assertThat(gcm.proves()).isTrue();
        assertThat(cbc.proves()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"iv\":\"AQIDBAUGBwgJCgsM\",\"data\":\"Nfc8\",\"tag\":\"UY+TtunvFiiHUEbTVbx55w==\"}",
                "{\"iv\":\"AQIDBAUGBwgJCgsM\",\"data\":\"Nfc8pGAinMl0\",\"tag\":\"UY+Ttg==\"}",
                "{\"iv\":\"\",\"data\":\"Nfc8\",\"tag\":\"UY+TtunvFiiHUEbTVbx55w==\"}",
                "{\"iv\":\"AQIDBAUGBwgJCgsM\",\"data\":\"\",\"tag\":\"UY+TtunvFiiHUEbTVbx55w==\"}",
                "{\"iv\":12,\"data\":\"Nfc8\",\"tag\":\"UY+TtunvFiiHUEbTVbx55w==\"}",
                "{\"iv\":\"AQIDBAUGBwgJCgsM\",\"iv\":\"AQIDBAUGBwgJCgsM\"}",
                "{\"data\":\"Nfc8\"}",
                "[]",
                "",
                "{\"iv\":\"****\",\"data\":\"Nfc8\",\"tag\":\"UY+TtunvFiiHUEbTVbx55w==\"}"
            })
    void refusesBentGcmEnvelopes(String message) {
        AesCodec codec = codec(AesSettings.of(AesMode.GCM, AesEnvelope.JSON, ByteText.BASE64), KEY);

        assertThatThrownBy(() -> codec.open(bytes(message), MARKED)).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesEachFlippedBitUnderGcm() {
        AesCodec codec = codec(AesSettings.of(AesMode.GCM, AesEnvelope.CONCAT, ByteText.HEX), KEY);
        byte[] whole =
                HexFormat.of().parseHex(new String(codec.seal(bytes(TEXT)).body(), StandardCharsets.UTF_8));
        for (int bit = 0; bit < whole.length * 8; bit += 5) {
            byte[] bent = whole.clone();
            bent[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] message = bytes(HexFormat.of().formatHex(bent));

            assertThatThrownBy(() -> codec.open(message, MARKED)).isInstanceOf(RefusedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GCM", "CBC"})
    void opensUnderBothKeysWhileOneReplacesTheOther(AesMode mode) throws RefusedException {
        AesSettings form = AesSettings.of(mode, AesEnvelope.JSON, ByteText.BASE64);
        AesCodec both = new AesCodec(form, List.of(AesKey.of(OTHER_KEY, "k"), AesKey.of(KEY, "k")));
        AesCodec old = codec(form, KEY);
        for (int i = 0; i < 300; i++) { // padding fits a wrong key once in 256 times
            assertThat(both.open(old.seal(bytes(TEXT)).body(), MARKED)).isEqualTo(bytes(TEXT));
        }
        assertThat(both.open(both.seal(bytes(TEXT)).body(), MARKED)).isEqualTo(bytes(TEXT));
        assertThatThrownBy(() -> old.open(both.seal(bytes("")).body(), MessageHeaders.of(Map.of())))
                .isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdefLANTERNCLUBKEY2",
                "0123456789abcdefLANTERNCLUBKEY267",
                "0123456789abcdefLANTERNCLUBKEYä6"
            })
    void takesNoKeyButOneOf32Characters(String key) {
        assertThatThrownBy(() -> AesKey.of(key, "returning-ai.inbox.endpoints.joined.encryption.secret"))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                .message()
                .contains("endpoints.joined.encryption.secret")
                .doesNotContain("LANTERN");
    }

    @Test
    void takesNoVectorOfAnotherLengthThanTheModeHas() {
        assertThatThrownBy(() -> new AesSettings(
                        AesMode.CBC, AesEnvelope.JSON, ByteText.HEX, 12, AesSettings.Names.STANDARD, "x", "y"))
                .isInstanceOf(RaiException.class);
        AesSettings long16 = new AesSettings(
                AesMode.GCM, AesEnvelope.JSON, ByteText.HEX, 16, AesSettings.Names.STANDARD, "x-encrypted", "true");
        AesCodec codec = codec(long16, KEY);
        assertThatThrownBy(() -> codec.open(bytes(GCM_JSON), MARKED)).isInstanceOf(RefusedException.class);
    }

    private static AesCodec codec(AesSettings form, String key) {
        return new AesCodec(form, List.of(AesKey.of(key, "key")));
    }

    private static byte[] vector(AesMode mode) {
        byte[] vector = new byte[mode.usualIv()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (byte) (i + 1);
        }
        return vector;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
