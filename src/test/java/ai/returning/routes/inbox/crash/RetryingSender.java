package ai.returning.routes.inbox.crash;

import ai.returning.routes.codec.StandardWebhooks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends signed events from many threads, each again until it is answered 200. */
final class RetryingSender implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final StandardWebhooks signer = new StandardWebhooks(List.of(IngestHost.SECRET), Duration.ofMinutes(5));
    private final ExecutorService threads = Executors.newFixedThreadPool(32);
    private final URI address;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final CountDownLatch done;

    RetryingSender(int port, int events) {
        this.address = URI.create("http://127.0.0.1:" + port + "/in/" + IngestHost.PATH_TOKEN);
        this.done = new CountDownLatch(events);
        for (int i = 0; i < events; i++) {
            int number = i;
            threads.execute(() -> send(number));
        }
    }

    private void send(int number) {
        String body = "{\"user\":{\"id\":\"u" + number % 97 + "\"},\"n\":" + number
                + ",\"timestamp\":\"2026-05-18T09:15:02.120Z\"}";
        while (!threads.isShutdown()) {
            int status = once(number, body.getBytes(StandardCharsets.UTF_8));
            statuses.merge(status, 1, Integer::sum);
            if (status == 200) {
                acknowledged.incrementAndGet();
                bodies.add(body);
                done.countDown();
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private int once(int number, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signer.sign("msg_" + number, Clock.systemUTC().millis(), body).forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0; // no answer: it comes again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    int acknowledged() {
        return acknowledged.get();
    }

    /** Answers by status; 0 stands for none. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    Set<String> bodies() {
        return bodies;
    }

    boolean await(Duration patience) throws InterruptedException {
        return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
