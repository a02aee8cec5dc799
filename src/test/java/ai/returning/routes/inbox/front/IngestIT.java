package ai.returning.routes.inbox.front;

import static ai.returning.routes.inbox.front.FrontWorld.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.codec.Sealed;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is authentic is stored and answered 200; what is not hears 401, whatever is wrong with it. */
@Timeout(120)
class IngestIT {
    private static final String BODY =
            "{\"event\":\"user_visit_server\",\"timestamp\":\"2026-05-18T09:16:00.000Z\",\"user\":{\"user_id\":\"4417\"}}";

    @TempDir
    Path folder;

    private FrontWorld world;

    @BeforeEach
    void open() {
        world = new FrontWorld(folder, FrontSettings.STANDARD);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void storesAnAuthenticEventBeforeItAnswers() {
        RawHttp.Answer answer = world.keyed(BODY);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"received\":true}");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.headers()).doesNotContainIgnoringCase("server:");
        assertThat(world.stored()).singleElement().satisfies(event -> {
            assertThat(event.state()).isEqualTo(EventState.RECEIVED);
            assertThat(event.body()).asString(StandardCharsets.UTF_8).isEqualTo(BODY);
            assertThat(event.userKey()).isEqualTo("4417");
            assertThat(event.tenant()).isEqualTo("lantern");
            assertThat(event.proven()).isTrue();
        });
    }

    @Test
    void storesARepetitionOnceAndCountsIt() {
        assertThat(world.keyed(BODY).status()).isEqualTo(200);
        assertThat(world.keyed(BODY).status()).isEqualTo(200);

        assertThat(world.stored()).hasSize(1);
        assertThat(world.server.counts()).containsEntry("repeated", 1L).containsEntry("200", 2L);
    }

    @Test
    void opensEncryptedEvents() {
        for (var codec :
                Map.of("sealed", FrontWorld.GCM, "sealed-cbc", FrontWorld.CBC).entrySet()) {
            Sealed sealed = codec.getValue().seal(BODY.getBytes(StandardCharsets.UTF_8));
            assertThat(world.send(codec.getKey(), sealed.headers(), sealed.body())
                            .status())
                    .isEqualTo(200);
        }
        assertThat(world.stored())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.body())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(BODY));
        assertThat(world.stored())
                .filteredOn(event -> event.endpoint().equals("sealed-cbc"))
                .allSatisfy(event -> assertThat(event.proven()).isFalse());
    }

    @Test
    void takesSignedEventsAndNamesThemByTheirId() {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        Map<String, String> signed = FrontWorld.SIGNER.sign("msg_1", now(), body);
        assertThat(world.send("signed", signed, body).status()).isEqualTo(200);
        assertThat(world.send("signed", signed, body).status()).isEqualTo(200);

        assertThat(world.stored())
                .singleElement()
                .satisfies(event -> assertThat(event.key()).endsWith("id-msg_1"));
    }

    /** A1 to A13, A15, A16: one answer for all of them, to the byte. */
    @Test
    void givesOneAnswerToEveryFailureOfProof() {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        Map<String, String> good = FrontWorld.SIGNER.sign("msg_1", now(), body);
        Sealed sealed = FrontWorld.GCM.seal(body);
        Sealed cbc = FrontWorld.CBC.seal(body);
        List<RawHttp.Answer> answers = List.of(
                world.send("signed", Map.of(), body),
                world.send("keyed", Map.of(), body),
                world.send("keyed", Map.of("x-api-key", "canary-api-key-72"), body),
                world.send("keyed", Map.of("x-api-key", ""), body),
                world.send("signed", changed(good, "webhook-signature", "v1,AAAA"), body),
                world.send("signed", changed(good, "webhook-signature", ""), body),
                world.send("signed", changed(good, "webhook-signature", "v1,x ".repeat(1000)), body),
                world.send("signed", good, (BODY + " ").getBytes(StandardCharsets.UTF_8)),
                world.send("neighbour", good, body),
                world.send("signed", FrontWorld.SIGNER.sign("msg_1", now() - 360_000, body), body),
                world.send("signed", FrontWorld.SIGNER.sign("msg_1", now() + 360_000, body), body),
                world.send("signed", changed(good, "webhook-id", "msg.1"), body),
                world.http.post(path("keyed") + "?x-api-key=" + FrontWorld.API_KEY, Map.of(), body),
                world.send("sealed", Map.of(), body),
                world.send("sealed", Map.of("x-encrypted", "true"), body),
                world.send("sealed", Map.of(), sealed.body()),
                world.send("sealed", sealed.headers(), cbc.body()),
                world.send("sealed-cbc", cbc.headers(), sealed.body()),
                world.send("sealed-cbc", cbc.headers(), bentPadding(cbc.body())),
                world.send("keyed", Map.of("x-api-key", FrontWorld.API_KEY, "x-encrypted", "true"), body));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(answers.get(0)));
        assertThat(answers.get(0).status()).isEqualTo(401);
        assertThat(answers.get(0).body()).isEqualTo("{\"error\":\"unauthorized\"}");
        assertThat(answers.get(0).header("Cache-Control")).isEqualTo("no-store");
        assertThat(world.stored()).isEmpty();
        assertThat(world.server.counts()).containsEntry("401", (long) answers.size());
    }

    private static byte[] bentPadding(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        int data = text.indexOf("\"data\":\"") + 8;
        return (text.substring(0, data) + (text.charAt(data) == 'A' ? 'B' : 'A')
                        + text.substring(data + 1, text.length() - 6) + "AA==\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> changed(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    /** A11. */
    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void refusesDoubledHeaders(String name) {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        StringBuilder request = new StringBuilder(
                "POST " + path("signed") + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n");
        FrontWorld.SIGNER
                .sign("msg_1", now(), body)
                .forEach((header, value) ->
                        request.append((header + ": " + value + "\r\n").repeat(header.equals(name) ? 2 : 1)));
        assertThat(world.http.exchange(request + "\r\n" + BODY).status()).isEqualTo(401);
    }

    /** A14, A57: the same for all failures, and no hindrance for those who prove themselves. */
    @Test
    void tellsAnAddressThatFailsTooOften() {
        world.close();
        world = new FrontWorld(folder, FrontTests.with(3));
        for (int i = 0; i < 3; i++) {
            assertThat(world.send("keyed", Map.of(), new byte[0]).status()).isEqualTo(401);
        }
        RawHttp.Answer answer = world.send("keyed", Map.of(), new byte[0]);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("60");
        assertThat(world.keyed(BODY).status()).isEqualTo(200);
    }

    /** A35 to A45: authentic, so stored and answered 200, and parked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{\"amount\":1,\"amount\":1000}",
                "{}{\"x\":1}",
                "{\"n\":1e2147483647}",
                "{\"t\":\"\\u0000\"}",
                "{\"t\":\"\\ud800\"}",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"
            })
    void parksWhatIsAuthenticAndUnreadable(String body) {
        assertThat(world.keyed(body).status()).isEqualTo(200);
        assertThat(world.stored()).singleElement().satisfies(event -> {
            assertThat(event.state()).isEqualTo(EventState.PARKED);
            assertThat(event.reason()).contains("cannot be read");
            assertThat(event.body()).asString(StandardCharsets.UTF_8).isEqualTo(body);
        });
    }

    @Test
    void parksBytesThatAreNoText() {
        byte[] serialised = {(byte) 0xAC, (byte) 0xED, 0, 5, 0, (byte) 0xC3, 0x28};
        assertThat(world.keyed(serialised).status()).isEqualTo(200);
        assertThat(world.keyed("[".repeat(5000) + "]".repeat(5000)).status()).isEqualTo(200);
        assertThat(world.stored())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.state()).isEqualTo(EventState.PARKED))
                .anySatisfy(event -> assertThat(event.body()).isEqualTo(serialised));
    }

    /** A43, A44, A48: odd values are values. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user\":{\"user_id\":[10]}}",
                "{\"user\":{\"user_id\":{\"$gt\":0}}}",
                "{\"user\":{\"user_id\":\"'; DROP TABLE inbox_event; --\"}}",
                "{\"@class\":\"java.lang.Runtime\",\"user\":\"x\"}",
                "{\"user\":{\"user_id\":\"{{env:HOME}} ${bean:x} ${jndi:ldap://x}\"}}"
            })
    void storesOddValuesAsTheyAre(String body) {
        assertThat(world.keyed(body).status()).isEqualTo(200);
        assertThat(world.stored()).singleElement().satisfies(event -> {
            assertThat(event.state()).isEqualTo(EventState.RECEIVED);
            assertThat(event.body()).asString(StandardCharsets.UTF_8).isEqualTo(body);
        });
    }

    /** A50: one line, without control characters, not longer than a line should be. */
    @Test
    void keepsChosenHeadersShort() {
        world.send(
                "keyed",
                Map.of("x-api-key", FrontWorld.API_KEY, "User-Agent", "a\t${jndi:x}" + "y".repeat(9000)),
                BODY.getBytes(StandardCharsets.UTF_8));
        assertThat(world.stored())
                .singleElement()
                .satisfies(event -> assertThat(event.headers())
                        .hasSizeLessThan(500)
                        .contains("${jndi:x}")
                        .doesNotContain(FrontWorld.API_KEY));
    }

    @Test
    void answersManyRequestsOfOneConnectionInTurn() throws Exception {
        String one = "POST " + path("keyed") + " HTTP/1.1\r\nHost: x\r\nx-api-key: " + FrontWorld.API_KEY
                + "\r\nContent-Length: 9\r\n\r\n";
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            all.append(one).append("{\"n\":").append(100 + i).append("}");
        }
        try (Socket socket = world.http.open()) {
            RawHttp.write(socket, all.toString().getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 50; i++) {
                assertThat(RawHttp.read(socket).status()).isEqualTo(200);
            }
        }
        assertThat(world.stored()).hasSize(50);
    }

    @Test
    void takesChunkedBodies() {
        String request = "POST " + path("keyed") + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nx-api-key: "
                + FrontWorld.API_KEY + "\r\n\r\n5\r\n{\"n\":\r\n3\r\n17}\r\n0\r\n\r\n";
        assertThat(world.http.exchange(request).status()).isEqualTo(200);
        assertThat(world.stored())
                .singleElement()
                .satisfies(event -> assertThat(event.body())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("{\"n\":17}"));
    }

    @Test
    void saysThatItsPortIsTaken() {
        FrontSettings same = FrontTests.atPort(world.server.address().getPort());
        assertThatThrownBy(() -> IngestServer.start(same, world.inbox, List.of()))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE));
    }

    private static long now() {
        return java.time.Clock.systemUTC().millis();
    }
}
