package ai.returning.routes.emulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Delivers events one after the other on a thread of its own, as well or badly as the knobs say. */
final class WebhookSender implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String WRONG = "wrong-key-wrong-key-wrong-key-00";
    private static final int MOST_KEPT = 10_000;

    /** An event on its way to one receiver. */
    record Waiting(WebhookTarget target, String body) {}

    private final Knobs knobs;
    private final WebhookSeal seal = new WebhookSeal();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
    private final LinkedBlockingDeque<Waiting> queue = new LinkedBlockingDeque<>();
    private final List<WebhookDelivery> deliveries = new CopyOnWriteArrayList<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final Thread thread = new Thread(this::work, "emulator-webhooks");
    private final CountDownLatch end = new CountDownLatch(1);

    WebhookSender(Knobs knobs) {
        this.knobs = knobs;
        thread.setDaemon(true);
    }

    void add(Waiting event) {
        if (started.compareAndSet(false, true)) {
            thread.start();
        }
        queue.add(event);
    }

    /** The last attempts, oldest first. */
    List<WebhookDelivery> deliveries() {
        return List.copyOf(deliveries);
    }

    private void work() {
        while (end.getCount() > 0) {
            try {
                Waiting event = queue.take();
                Waiting next = knobs.webhookReorder ? queue.poll(200, TimeUnit.MILLISECONDS) : null;
                deliver(next);
                deliver(event);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Behaviour(
            of = "outgoing webhooks",
            does = "Posts each event once, in the order of its making, as application/json with x-api-key if one is set"
                    + " up; any 2xx is a success, the time-out is 10 s, nothing is repeated. Knobs: webhookRetries,"
                    + " webhookDuplicate, webhookDrop, webhookReorder, webhookDelayMillis, webhookWrongKey,"
                    + " webhookWrongMode, webhookTruncatedBody, webhookPlainBody.")
    @Assumed(why = "delivery, repetition and order are not documented")
    private void deliver(@Nullable Waiting event) throws InterruptedException {
        if (event == null) {
            return;
        }
        if (knobs.webhookDelayMillis > 0 && end.await(knobs.webhookDelayMillis, TimeUnit.MILLISECONDS)) {
            return;
        }
        if (knobs.webhookDrop) {
            keep(event, 1, WebhookDelivery.DROPPED);
            return;
        }
        for (int copy = 0; copy < (knobs.webhookDuplicate ? 2 : 1); copy++) {
            attempts(event);
        }
    }

    private void attempts(Waiting event) throws InterruptedException {
        for (int attempt = 1; attempt <= 1 + knobs.webhookRetries && end.getCount() > 0; attempt++) {
            if (keep(event, attempt, post(event)).accepted()) {
                return;
            }
        }
    }

    private WebhookDelivery keep(Waiting event, int attempt, int status) {
        WebhookDelivery delivery = new WebhookDelivery(event.target().event(), event.body(), attempt, status);
        if (deliveries.size() >= MOST_KEPT) {
            deliveries.remove(0);
        }
        deliveries.add(delivery);
        return delivery;
    }

    private int post(Waiting event) throws InterruptedException {
        try {
            return http.send(request(event), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return WebhookDelivery.NO_ANSWER;
        }
    }

    private HttpRequest request(Waiting event) {
        WebhookTarget target = event.target();
        byte[] body = event.body().getBytes(StandardCharsets.UTF_8);
        List<String> headers = new ArrayList<>();
        boolean encrypted = target.isEncrypted() && !knobs.webhookPlainBody;
        if (encrypted) {
            WebhookTarget by = knobs.webhookWrongMode ? target.otherMode() : target;
            by = knobs.webhookWrongKey ? by.encrypted(by.mode(), WRONG, by.envelope()) : by;
            body = seal.seal(by, body);
            headers.addAll(List.of("x-encrypted", "true"));
        }
        String key = target.apiKey();
        if (key != null) {
            headers.addAll(List.of("x-api-key", knobs.webhookWrongKey ? WRONG : key));
        }
        boolean text = encrypted && !target.envelope().equals("json");
        headers.addAll(List.of("Content-Type", text ? "text/plain" : "application/json"));
        byte[] sent = knobs.webhookTruncatedBody ? Arrays.copyOf(body, body.length / 2) : body;
        return HttpRequest.newBuilder(URI.create(target.url()))
                .timeout(TIMEOUT)
                .headers(headers.toArray(String[]::new))
                .POST(HttpRequest.BodyPublishers.ofByteArray(sent))
                .build();
    }

    @Override
    public void close() {
        end.countDown();
        thread.interrupt();
    }
}
