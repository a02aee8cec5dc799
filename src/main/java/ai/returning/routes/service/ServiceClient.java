package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the service that runs on this machine. */
public final class ServiceClient {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ServiceFile file;

    private ServiceClient(ServiceFile file) {
        this.file = file;
    }

    /** The service of this data folder, if one is alive and answers. */
    public static Optional<ServiceClient> find(Path dataDir) {
        Optional<ServiceFile> file = ServiceFile.read(dataDir);
        // A file without its process was left by a crash; its port may belong to someone else by now.
        if (file.isEmpty() || ProcessHandle.of(file.get().pid()).isEmpty()) {
            return Optional.empty();
        }
        ServiceClient client = new ServiceClient(file.get());
        return client.alive() ? Optional.of(client) : Optional.empty();
    }

    /** Runs the flow in the service. Errors of the service come as the same codes. */
    public RunReport sync(String flow, RunRequest request, RunListener listener) {
        HttpRequest post = request("/sync")
                .POST(HttpRequest.BodyPublishers.ofString(
                        RunJson.request(flow, request).toString()))
                .build();
        HttpResponse<InputStream> answer = send(post, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                RunReport report = hear(Json.MAPPER.readTree(line), listener);
                if (report != null) {
                    return report;
                }
            }
        } catch (IOException e) {
            throw lost(e);
        }
        throw lost(null);
    }

    /** The last runs, newest first. */
    public List<RunReport> runs(@Nullable String flow, int limit) {
        String filter = flow == null ? "" : "&flow=" + URLEncoder.encode(flow, StandardCharsets.UTF_8);
        List<RunReport> reports = new ArrayList<>();
        json(request("/runs?limit=" + limit + filter).GET().build())
                .forEach(report -> reports.add(RunJson.report(report)));
        return reports;
    }

    /** Changes customers of the demo source; says how many. */
    public int demoChange(int count) {
        String body = Json.MAPPER.createObjectNode().put("count", count).toString();
        return json(request("/demo/change")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .path("changed")
                .asInt();
    }

    /** Base URLs of the emulator by server, if the service is a demo. */
    public Optional<Map<String, String>> demoServers() {
        Map<String, String> servers = new TreeMap<>();
        json(request("/demo/servers").GET().build())
                .properties()
                .forEach(
                        server -> servers.put(server.getKey(), server.getValue().asText()));
        return servers.isEmpty() ? Optional.empty() : Optional.of(servers);
    }

    /** Asks the ledger; see {@link LedgerAccess}. */
    public JsonNode ledger(JsonNode request) {
        return json(request("/ledger")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build());
    }

    /** Asks the directory of users; see {@link UserAccess}. */
    public JsonNode user(JsonNode request) {
        return json(request("/user")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build());
    }

    /** Asks the inbox; see {@link InboxAccess}. */
    public JsonNode inbox(JsonNode request) {
        return json(request("/inbox")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build());
    }

    private boolean alive() {
        try {
            HttpRequest get =
                    request("/health").timeout(Duration.ofSeconds(5)).GET().build();
            return http.send(get, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private @Nullable RunReport hear(JsonNode line, RunListener listener) {
        if (line.has("code") || line.has("error")) {
            throw error(line.has("error") ? line.get("error") : line);
        }
        if (line.has("notice")) {
            listener.notice(line.get("notice").asText());
        } else if (line.has("progress")) {
            listener.progress(RunJson.progress(line.get("progress")));
        }
        return line.has("report") ? RunJson.report(line.get("report")) : null;
    }

    private JsonNode json(HttpRequest request) {
        HttpResponse<String> answer = send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            JsonNode json = Json.MAPPER.readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw error(json);
            }
            return json;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw lost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lost(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + file.port() + path))
                .header("Authorization", "Bearer " + file.token());
    }

    private static RaiException error(JsonNode json) {
        String code = json.path("code").asText();
        String message = json.path("message").asText();
        ErrorCode known = Arrays.stream(ErrorCode.values())
                .filter(value -> value.code().equals(code))
                .findFirst()
                .orElse(ErrorCode.BUG);
        // The exception puts the code in front again.
        return new RaiException(known, message.startsWith(code + " ") ? message.substring(code.length() + 1) : message);
    }

    private static RaiException lost(@Nullable Exception cause) {
        return new RaiException(
                ErrorCode.RUN_STATE_LOST,
                "The running service no longer answers; what it does with the run is not known here. "
                        + "Look at ./rai runs.",
                cause);
    }
}
