package ai.returning.routes.client;

import static ai.returning.routes.client.Calls.QUEUED;
import static ai.returning.routes.client.Calls.client;
import static ai.returning.routes.client.Calls.upload;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files go out byte for byte. */
@Timeout(30)
class UploadIT {
    private final Path folder;

    UploadIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void sendsTheFileByteForByte() throws Exception {
        byte[] content = new byte[1_234_567];
        new Random(7).nextBytes(content);
        Path file = Files.write(folder.resolve("chunk.csv"), content);
        try (LoopbackServer server = LoopbackServer.answering(200, "", QUEUED);
                ApiClient client = client(server)) {
            Answer answer = client.call(ApiCall.of("bulkUpdateUsers")
                    .upload(new Upload(
                            file, "a\"b\r\nX: y.csv", "data", "text/csv; charset=utf-8", Map.of("note", "ü"))));

            assertThat(answer.message()).isEqualTo("queued");
            LoopbackServer.Connection request = server.requests().get(0);
            String boundary = request.header("Content-Type").replaceFirst("multipart/form-data; boundary=", "");
            byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nü\r\n--"
                            + boundary
                            + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a%22b%0D%0AX: y.csv\"\r\n"
                            + "Content-Type: text/csv; charset=utf-8\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
            assertThat(request.body())
                    .startsWith(head)
                    .endsWith(tail)
                    .hasSize(head.length + content.length + tail.length);
            assertThat(Arrays.copyOfRange(request.body(), head.length, head.length + content.length))
                    .isEqualTo(content);
            assertThat(request.header("Transfer-Encoding")).isEmpty();
        }
    }

    @Test
    void reusesItsConnectionsForManyUploads() throws Exception {
        Path file = file("x".repeat(1_200_000));
        try (LoopbackServer server = LoopbackServer.answering(200, "", QUEUED);
                ApiClient client = client(server)) {
            for (int i = 0; i < 20; i++) {
                client.call(upload(file));
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests())
                    .hasSize(20)
                    .allSatisfy(request -> assertThat(request.body().length).isGreaterThan(1_200_000));
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("upload.csv"), content);
    }
}
