package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** An emulator with a small community, and a plain HTTP caller. */
final class Tenant implements AutoCloseable {
    static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    static final String KEY = "00aa11bb22cc";
    static final String ADMIN = "admin-of-the-test";
    static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));

    private static final Set<String> ALL = CONTRACT.operations().stream()
            .map(operation -> operation.permission().replace("?", ""))
            .collect(Collectors.toUnmodifiableSet());
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    final Emulator emulator;

    Tenant(Path folder) {
        this(settings(folder));
    }

    Tenant(EmulatorSettings settings) {
        emulator = Emulator.start(settings);
    }

    static EmulatorSettings settings(Path folder) {
        return EmulatorSettings.of(CONTRACT, folder, COMMUNITY, new ApiKey(KEY, COMMUNITY, ALL, null))
                .withAdminToken(ADMIN)
                .withSeed(Tenant::seed);
    }

    private static EmulatorSeed seed() {
        return new EmulatorSeed(
                List.of(
                        UserField.text("member-tier"),
                        UserField.number("lifetime-deposit"),
                        UserField.date("last-login"),
                        UserField.text("note")),
                Stream.of(
                        SeedUser.of("u1@example.org", Map.of("coins", "40", "xp", "310", "member-tier", "silver")),
                        SeedUser.of("U2@Example.ORG", Map.of("coins", "2", "first_name", "Two")),
                        SeedUser.of(
                                "u3@example.org", Map.of("lifetime-deposit", "10.50", "last-login", "2026-03-01"))));
    }

    /** An answer as it came over the wire. */
    record Reply(int status, String basis, String text, HttpResponse<?> raw) {
        JsonNode json() {
            try {
                return Json.MAPPER.readTree(text);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text, e);
            }
        }
    }

    Reply upload(String csv) throws Exception {
        return upload("rows.csv", csv);
    }

    Reply upload(String fileName, String csv) throws Exception {
        return send(
                uploadRequest(fileName, csv.getBytes(StandardCharsets.UTF_8)).build());
    }

    HttpRequest.Builder uploadRequest(String fileName, byte[] csv) {
        String boundary = "----b0undary";
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: text/csv; charset=utf-8\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        return request("integration", "/users/bulk-update")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofByteArray(head),
                        HttpRequest.BodyPublishers.ofByteArray(csv),
                        HttpRequest.BodyPublishers.ofByteArray(tail)));
    }

    Reply get(String server, String path) throws Exception {
        return send(request(server, path).GET().build());
    }

    Reply post(String server, String path, String json) throws Exception {
        return send(request(server, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** A call with the key in both headers that the contract knows. */
    Reply call(String method, String server, String path, String json) throws Exception {
        return send(request(server, path)
                .header("x-api-key", KEY)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    Reply get(String server, String path, int status) throws Exception {
        return expect(call("GET", server, path, ""), status);
    }

    Reply post(String server, String path, String json, int status) throws Exception {
        return expect(call("POST", server, path, json), status);
    }

    static Reply expect(Reply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        return reply;
    }

    /** A multipart call; parts are name, file name (empty for none) and content, one after the other. */
    Reply multipart(String path, Object... parts) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i += 3) {
            String file = parts[i + 1].equals("") ? "" : "; filename=\"" + parts[i + 1] + "\"";
            body.writeBytes(("--b0\r\nContent-Disposition: form-data; name=\"" + parts[i] + "\"" + file + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(
                    parts[i + 2] instanceof byte[] bytes
                            ? bytes
                            : parts[i + 2].toString().getBytes(StandardCharsets.UTF_8));
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--b0--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(request("integration", path)
                .header("Content-Type", "multipart/form-data; boundary=b0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    HttpRequest.Builder request(String server, String path) {
        return HttpRequest.newBuilder(URI.create(emulator.baseUrl(server) + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + KEY);
    }

    Reply raw(String method, String pathAndQuery, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + emulator.port() + pathAndQuery))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return send((headers.length > 0 ? request.headers(headers) : request).build());
    }

    Reply admin(String method, String path, String body) throws Exception {
        return raw(method, "/__admin/" + path, body, "x-emulator-admin-token", ADMIN);
    }

    Reply send(HttpRequest request) throws Exception {
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("x-emulator-basis").orElse(""),
                response.body(),
                response);
    }

    /** The newest job once it is over. */
    JobView jobDone() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    List<JobView> jobs = emulator.jobs();
                    return !jobs.isEmpty() && jobs.stream().allMatch(JobView::isOver);
                });
        return emulator.jobs().get(emulator.jobs().size() - 1);
    }

    @Nullable
    String value(String email, String field) {
        return emulator.users().find(email).orElseThrow().values().get(field);
    }

    /** Row messages of the newest job by row number. */
    Map<Integer, String> failures() throws Exception {
        Map<Integer, String> failures = new java.util.TreeMap<>();
        get("integration", "/users/bulk-update/" + jobDone().id() + "/details?status=failed&limit=1000")
                .json()
                .at("/data/rows")
                .forEach(row ->
                        failures.put(row.get("row").asInt(), row.get("message").asText()));
        return failures;
    }

    @Override
    public void close() {
        emulator.close();
    }
}
