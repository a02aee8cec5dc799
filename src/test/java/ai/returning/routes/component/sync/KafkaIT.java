package ai.returning.routes.component.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The shipped route for a topic, against a real broker. */
class KafkaIT {
    private static final String GROUP = "returning-ai-routes";
    private static EmbeddedKafkaKraftBroker broker;

    @TempDir
    Path folder;

    private final String topic = "events-" + UUID.randomUUID();
    private EventFlows flows;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void startBroker() {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.afterPropertiesSet();
    }

    @AfterAll
    static void stopBroker() {
        broker.destroy();
    }

    @BeforeEach
    void start() {
        broker.addTopics(topic);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.getBrokersAsString()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        flows = new EventFlows(folder);
        EventFlowsIT.outbox(flows);
        flows.start(
                "award-badges", true, Map.of("badgeId: first-deposit", "badgeId: " + flows.world.badge), settings());
        flows.load(folder.resolve("routes/award-badges/award-badges-from-kafka.camel.yaml"));
    }

    private Map<String, String> settings() {
        String route = "returning-ai.routes.award-badges-from-kafka.";
        Map<String, String> settings = new HashMap<>();
        settings.put("returning-ai.routes.award-badges.enabled", "false");
        settings.put(route + "enabled", "true");
        settings.put(route + "topic", topic);
        settings.put(route + "brokers", broker.getBrokersAsString());
        settings.put(route + "group", GROUP);
        return settings;
    }

    @AfterEach
    void stop() {
        producer.close(Duration.ofSeconds(5));
        flows.close();
    }

    @Test
    void awardsOnceForEachEventAndCommitsAfterwards() {
        flows.begin();
        for (int n = 0; n < 10; n++) {
            send(deposit(n, n));
            send(deposit(n, n));
        }
        flows.awaitApplied(10);
        awaitCommitted(20);
        assertThat(flows.calls("awardBadge")).isEqualTo(10);
    }

    @Test
    void parksAMessageThatIsNoEventAndGoesOn() {
        flows.begin();
        send("{\"event_id\": ");
        send(new byte[] {(byte) 0xff, 'x'});
        send("[1, 2]");
        send("{\"event_id\": \"d-9\", \"kind\": \"deposit\"}");
        send(deposit(1, 1));

        flows.awaitApplied(1);

        awaitCommitted(5);
        assertThat(flows.verdicts.parked("award-badges", "unreadable", 10))
                .extracting(Verdict::eventKey)
                .containsExactly(name(0), name(1), name(2));
        assertThat(flows.verdicts.parked("award-badges", null, 10))
                .extracting(Verdict::eventKey)
                .contains("d-9")
                .hasSize(4);
    }

    @Test
    void readsAMessageAgainUntilUsersCanBeLookedUp() {
        flows.usersAway = true;
        flows.begin();
        send(deposit(1, 1));
        send(deposit(2, 2));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !flows.verdicts.parked("award-badges", null, 1).isEmpty() || committed() == 0);
        assertThat(committed()).isZero();

        flows.usersAway = false;

        flows.awaitApplied(2);
        awaitCommitted(2);
    }

    @Test
    void letsNoHeaderOfASenderIn() {
        List<Map<String, Object>> seen = new CopyOnWriteArrayList<>();
        flows.watch("award-badges-from-kafka", seen);
        flows.begin();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(deposit(1, 1)));
        for (String name : List.of(
                "CamelHttpUri",
                "camelhttppath",
                "CAMELFileName",
                "CamelKafkaManualCommit",
                "x-api-key",
                "kafka.OFFSET")) {
            record.headers().add(name, bytes("http://elsewhere.example"));
        }
        producer.send(record);

        flows.awaitApplied(1);

        assertThat(seen).isNotEmpty().allSatisfy(headers -> assertThat(headers).isEmpty());
        awaitCommitted(1);
    }

    @Test
    void readsNothingWhileAPersonHasStoppedTheFlow() {
        flows.begin();
        send(deposit(1, 1));
        flows.awaitApplied(1);
        awaitCommitted(1);
        flows.stop("award-badges");
        Awaitility.await().until(() -> flows.isResting("award-badges-from-kafka"));
        send(deposit(2, 2));
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> committed() == 1 && flows.verdicts.ofEvent("d-2").isEmpty());

        flows.switches.start("award-badges");

        flows.awaitApplied(2);
    }

    private String name(long offset) {
        return "unreadable:" + topic + "-0@" + offset;
    }

    private static String deposit(int number, int user) {
        return "{\"event_id\": \"d-" + number + "\", \"kind\": \"deposit\", \"email\": \"u" + user
                + "@example.org\", \"amount\": 150.00, \"currency\": \"EUR\", \"happened_at\": \"2026-03-01T01:00:00Z\"}";
    }

    private void send(String body) {
        send(bytes(body));
    }

    private void send(byte[] body) {
        producer.send(new ProducerRecord<>(topic, body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private long committed() {
        return broker.doWithAdminFunction(admin -> {
            try {
                var offset = admin.listConsumerGroupOffsets(GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(new TopicPartition(topic, 0));
                return offset == null ? 0L : offset.offset();
            } catch (Exception e) {
                return -1L;
            }
        });
    }

    private void awaitCommitted(long offset) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> committed() == offset);
    }
}
