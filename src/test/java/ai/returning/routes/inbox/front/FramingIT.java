package ai.returning.routes.inbox.front;

import static ai.returning.routes.inbox.front.FrontWorld.path;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are too large, too slow, of the wrong kind, or cut so that two readers could differ. */
@Timeout(120)
class FramingIT {
    private static final String BODY = "{\"user\":{\"user_id\":\"4417\"}}";
    private static final String KEY = "x-api-key: " + FrontWorld.API_KEY + "\r\n";

    @TempDir
    Path folder;

    private FrontWorld world;

    @BeforeEach
    void open() {
        world = new FrontWorld(folder, FrontTests.patient(Duration.ofSeconds(60), Duration.ofSeconds(5)));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/in",
                "/in/",
                "/in/x",
                "/actuator/env",
                "/h2-console",
                "/IN/",
                "/in/../in/x",
                "/in/%00",
                "/swagger"
            })
    void knowsNoOtherPath(String path) {
        RawHttp.Answer answer = world.http.post(path, Map.of("x-api-key", FrontWorld.API_KEY), BODY.getBytes());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\":\"not found\"}");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void needsThePathToTheLetter() {
        for (String path : List.of(
                path("keyed") + "/",
                path("keyed") + "x",
                path("keyed").toUpperCase(),
                "//in" + path("keyed").substring(3))) {
            assertThat(world.http
                            .post(path, Map.of("x-api-key", FrontWorld.API_KEY), BODY.getBytes())
                            .status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    /** A24. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "TRACE", "HEAD", "PATCH", "OPTIONS", "FOO"})
    void takesNoOtherMethod(String method) {
        RawHttp.Answer answer = world.http.exchange(method + " " + path("keyed")
                + " HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: POST\r\n" + KEY + "\r\n");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
        assertThat(answer.headers()).doesNotContainIgnoringCase("access-control");
    }

    /** A25. */
    @Test
    void givesNothingOnHostAndForwardedHeaders() {
        String request = "POST http://evil.example" + path("keyed") + " HTTP/1.1\r\nHost: evil\r\n"
                + "X-Forwarded-Host: evil\r\nForwarded: host=evil\r\n" + KEY + "Content-Length: " + BODY.length()
                + "\r\n\r\n" + BODY;
        RawHttp.Answer answer = world.http.exchange(request);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContain("evil");
    }

    /** A20, A45, A47. */
    @ParameterizedTest
    @CsvSource({
        "Content-Encoding, gzip",
        "Content-Encoding, deflate",
        "Content-Encoding, br",
        "Content-Encoding, 'gzip, gzip'",
        "Content-Type, application/xml",
        "Content-Type, text/xml",
        "Content-Type, image/svg+xml",
        "Content-Type, application/x-java-serialized-object",
        "Content-Type, multipart/form-data; boundary=x",
        "Content-Type, application/x-www-form-urlencoded",
        "Content-Type, text/plain"
    })
    void takesNoOtherType(String name, String value) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("x-api-key", FrontWorld.API_KEY));
        headers.put(name, value);
        assertThat(world.http.post(path("keyed"), headers, BODY.getBytes()).status())
                .isEqualTo(415);
        assertThat(world.stored()).isEmpty();
    }

    @Test
    void takesAnUnknownCharsetAsUtf8() {
        Map<String, String> headers =
                Map.of("x-api-key", FrontWorld.API_KEY, "Content-Type", "application/json; charset=nonsense");
        assertThat(world.http.post(path("keyed"), headers, BODY.getBytes()).status())
                .isEqualTo(200);
    }

    @Test
    void unpacksNothing() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[20 << 20]);
        }
        assertThat(world.keyed(packed.toByteArray()).status()).isEqualTo(200);
        assertThat(world.stored())
                .singleElement()
                .satisfies(event -> assertThat(event.body()).hasSize(packed.size()));
    }

    /** A19. */
    @Test
    void refusesLargeBodiesAtTheLimit() {
        int limit = FrontSettings.STANDARD.maxBody();
        assertThat(world.keyed(json(limit)).status()).isEqualTo(200);
        RawHttp.Answer over = world.keyed(json(limit + 1));
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.open()).isFalse();
        assertThat(world.http
                        .exchange("POST " + path("keyed") + " HTTP/1.1\r\nHost: x\r\n" + KEY
                                + "Content-Length: 2147483648\r\n\r\n")
                        .status())
                .isEqualTo(413);
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        assertThat(world.http
                        .exchange("POST " + path("keyed") + " HTTP/1.1\r\nHost: x\r\n" + KEY
                                + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(40))
                        .status())
                .isEqualTo(413);
        Awaitility.await()
                .untilAsserted(() -> assertThat(world.server.buffered()).isZero());
    }

    private static byte[] json(int bytes) {
        return ("{\"t\":\"" + "x".repeat(bytes - 8) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** A22. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 27\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 27\r\n",
                "Content-Length: 27\r\nContent-Length: 28\r\n",
                "Content-Length: 27, 28\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: +27\r\n",
                "Content-Length: 0x1b\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: identity, chunked\r\n",
                "Transfer-Encoding: chunked, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Content-Length : 27\r\n",
                "Content-Length: 27\n",
                "X-Bare: a\nContent-Length: 27\r\n",
                "X-Nul: a\u0000b\r\nContent-Length: 27\r\n",
                "Content-Length: 27\r\nExpect: 200-ok\r\n"
            })
    void refusesFramingThatTwoReadersCutDifferently(String framing) throws IOException {
        try (Socket socket = world.http.open()) {
            RawHttp.write(
                    socket,
                    ("POST " + path("keyed") + " HTTP/1.1\r\nHost: x\r\n" + KEY + framing + "\r\n" + BODY)
                            .getBytes(StandardCharsets.ISO_8859_1));
            RawHttp.Answer answer = RawHttp.read(socket);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(endsAfter(socket)).isTrue();
        }
        assertThat(world.stored()).isEmpty();
    }

    private static boolean endsAfter(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void refusesLongLinesAndHeaders() {
        assertThat(world.http
                        .post("/in/" + "x".repeat(100_000), Map.of(), new byte[0])
                        .status())
                .isEqualTo(400);
        assertThat(world.send("signed", Map.of("webhook-signature", "v1," + "A".repeat(1 << 20)), new byte[0])
                        .status())
                .isEqualTo(400);
        assertThat(world.http.exchange("\u0016\u0003\u0001\u0000 hello\r\n\r\n").status())
                .isEqualTo(400);
    }

    /** A21, F5: nobody waits for those who send half a request. */
    @ParameterizedTest
    @ValueSource(ints = {64, 500})
    void answersOthersWhileSlowOnesHang(int slow) throws IOException {
        List<Socket> hanging = new ArrayList<>();
        try {
            for (int i = 0; i < slow; i++) {
                Socket socket = world.http.open();
                hanging.add(socket);
                String half = i % 2 == 0
                        ? "POST " + path("keyed") + " HTTP/1.1\r\nHost: x\r\n" + KEY
                                + "Content-Length: 1000000\r\n\r\n{"
                        : "POST " + path("keyed") + " HTTP/1.1\r\nHo";
                RawHttp.write(socket, half.getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(world.keyed("{\"n\":" + i + "}").status()).isEqualTo(200);
            }
            for (Socket socket : hanging) {
                assertThat(socket.getInputStream().available())
                        .as("still hangs")
                        .isZero();
            }
            assertThat(world.server.buffered())
                    .as("bytes for what was only announced")
                    .isLessThan(slow * 8192L);
            assertThat(world.stored()).hasSize(50);
        } finally {
            for (Socket socket : hanging) {
                socket.close();
            }
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(world.server.buffered()).isZero());
    }

    @Test
    void endsSlowRequests() throws IOException {
        world.close();
        world = new FrontWorld(folder, FrontTests.patient(Duration.ofMillis(300), Duration.ofSeconds(5)));
        for (String half : List.of(
                "POST " + path("keyed") + " HTTP/1.1\r\nHost: x\r\n" + KEY + "Content-Length: 10\r\n\r\n{",
                "POST " + path("keyed") + " HTTP/1.1\r\nHo",
                "P")) {
            try (Socket socket = world.http.open()) {
                RawHttp.write(socket, half.getBytes(StandardCharsets.UTF_8));
                RawHttp.Answer answer = RawHttp.read(socket);
                assertThat(answer.status()).isEqualTo(408);
                assertThat(answer.open()).isFalse();
                assertThat(endsAfter(socket)).isTrue();
            }
        }
    }

    @Test
    void takesNoMoreConnectionsThanItMay() throws IOException {
        world.close();
        world = new FrontWorld(folder, FrontTests.atMost(3));
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Socket socket = world.http.open();
                open.add(socket);
                RawHttp.write(socket, "P".getBytes(StandardCharsets.UTF_8));
            }
            Awaitility.await().untilAsserted(() -> {
                try (Socket socket = world.http.open()) {
                    assertThat(endsAfter(socket)).isTrue();
                }
            });
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(world.keyed(BODY).status()).isEqualTo(200));
    }

    @Test
    void asksForTheBodyThatWaitsForItsWord() throws IOException {
        try (Socket socket = world.http.open()) {
            RawHttp.write(
                    socket,
                    ("POST " + path("keyed") + " HTTP/1.1\r\nHost: x\r\n" + KEY
                                    + "Expect: 100-continue\r\nContent-Length: " + BODY.length() + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(RawHttp.read(socket).status()).isEqualTo(100);
            RawHttp.write(socket, BODY.getBytes(StandardCharsets.UTF_8));
            assertThat(RawHttp.read(socket).status()).isEqualTo(200);
        }
    }
}
