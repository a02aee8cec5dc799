package ai.returning.routes.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Sends one CSV file as multipart and waits for the answer. */
interface Uploader {

    void send(byte[] csv, int length) throws IOException, InterruptedException;

    static Uploader discarding() {
        return (csv, length) -> {};
    }

    static Uploader to(URI target) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String boundary = "----by-hand-boundary";
        int[] number = {0};
        return (csv, length) -> {
            String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"by-hand-"
                    + number[0]++ + ".csv\"\r\nContent-Type: text/csv; charset=utf-8\r\n\r\n";
            BodyPublisher body = BodyPublishers.concat(
                    BodyPublishers.ofString(head, StandardCharsets.UTF_8),
                    BodyPublishers.ofByteArray(csv, 0, length),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
            HttpRequest request = HttpRequest.newBuilder(target)
                    .header("Authorization", "Bearer bench")
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(body)
                    .build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("Upload answered " + answer.statusCode() + ": " + answer.body());
            }
        };
    }
}
