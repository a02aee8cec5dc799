package ai.returning.routes.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** {@code sendAsync} of the JDK. */
final class JdkSender implements Posts.Sender {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest.Builder request;

    JdkSender(URI uri) {
        request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Authorization", "Bearer bench");
    }

    @Override
    public void send(byte[] json, Posts.Done done) {
        client.sendAsync(
                        request.copy().POST(HttpRequest.BodyPublishers.ofByteArray(json)).build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .whenComplete((answer, failure) -> done.answered(failure == null && answer.statusCode() == 200));
    }
}
