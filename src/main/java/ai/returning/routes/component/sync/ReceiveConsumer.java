package ai.returning.routes.component.sync;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a Kafka topic. A message goes through the route with its bytes as body and nothing else: no header of a sender
 * gets here. Its offset is committed after the route; one that fails is read again, after a pause.
 */
final class ReceiveConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiveConsumer.class);
    private static final Duration SWITCH = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final String DESERIALIZER = "org.apache.kafka.common.serialization.ByteArrayDeserializer";

    private final SyncEndpoint endpoint;
    private final String flow;
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile Duration pause = FIRST_PAUSE;
    /** Guards {@link #topic}. */
    private final Object turn = new Object();

    private @Nullable Consumer topic;
    private @Nullable ScheduledExecutorService watch;
    private volatile boolean resting;

    ReceiveConsumer(SyncEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.flow = String.valueOf(endpoint.getFlow());
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        RouteSafety.checkPoll(getRoute());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (!endpoint.getComponent().scheduled()) {
            return;
        }
        stopping = new CountDownLatch(1);
        resting = false; // from before it was stopped; the first look at the switch tells anew
        listen();
        watch = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "receive-" + flow);
        watch.scheduleWithFixedDelay(this::obeySwitch, 0, SWITCH.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() throws Exception {
        stopping.countDown();
        if (watch != null) {
            watch.shutdown();
            watch = null;
        }
        silence();
        super.doStop();
    }

    private void listen() throws Exception {
        synchronized (turn) {
            if (stopping.getCount() > 0) {
                topic = getEndpoint().getCamelContext().getEndpoint(uri()).createConsumer(this::take);
                ServiceHelper.startService(topic);
            }
        }
    }

    private void silence() {
        synchronized (turn) {
            ServiceHelper.stopAndShutdownService(topic);
            topic = null;
        }
    }

    /** Whether it reads nothing because a person has stopped the flow. */
    boolean isResting() {
        return resting;
    }

    /** How brokers are reached, such as TLS, is set below {@code camel.component.kafka}. */
    private String uri() {
        return "kafka:" + endpoint.getTopic() + "?brokers=" + encode(endpoint.getBrokers()) + "&groupId="
                + encode(endpoint.getGroup())
                + "&autoOffsetReset=earliest&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true"
                + "&maxPollRecords=100&keyDeserializer=" + DESERIALIZER + "&valueDeserializer=" + DESERIALIZER;
    }

    private static String encode(@Nullable String value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
    }

    private void take(Exchange message) {
        if (resting) {
            // what was fetched before the rest began is read again after it
            message.setException(new RaiException(
                    ErrorCode.RUN_STOPPED, "Flow '" + flow + "' is stopped; its messages are read later."));
            return;
        }
        Exchange exchange = createExchange(false);
        try {
            exchange.setProperty(MessageName.PROPERTY, name(message));
            exchange.getMessage().setBody(message.getMessage().getBody());
            getProcessor().process(exchange);
            Throwable failure = FlowConsumer.cause(exchange.getException());
            if (failure != null) {
                failed(message, failure);
            } else {
                commit(message);
                pause = FIRST_PAUSE;
            }
        } catch (Exception e) {
            failed(message, e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private static String name(Exchange message) {
        return message.getMessage().getHeader(KafkaConstants.TOPIC) + "-"
                + message.getMessage().getHeader(KafkaConstants.PARTITION) + "@"
                + message.getMessage().getHeader(KafkaConstants.OFFSET);
    }

    private static void commit(Exchange message) {
        Object commit = message.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT);
        if (!(commit instanceof KafkaManualCommit manual)) {
            throw new RaiException(ErrorCode.BUG, "A message of Kafka came without the means to commit its offset.");
        }
        manual.commit();
    }

    /** The consumer of Camel goes back to this message at once, so the pause is made here. */
    private void failed(Exchange message, Throwable failure) {
        message.setException(failure);
        LOG.error(
                "A message failed, and is read again: flow={} message={} reason={}",
                flow,
                name(message),
                failure instanceof RaiException
                        ? failure.getMessage()
                        : failure.getClass().getName());
        try {
            if (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A flow that a person has stopped reads nothing. Its consumer goes, and a new one begins where the offsets stand: one
     * that is only suspended may hold a message that it gave up, and not read it again.
     */
    private void obeySwitch() {
        try {
            boolean stop = endpoint.getComponent().polling().stopped().test(flow);
            if (stop && !resting) {
                resting = true;
                silence();
                LOG.info("Topic is left alone: flow={}", flow);
            } else if (!stop && resting) {
                goOn();
                LOG.info("Topic is read again: flow={}", flow);
            }
        } catch (Exception e) { // the next look may go well
            LOG.warn("Whether a flow is stopped could not be seen: flow={} reason={}", flow, e.getMessage());
        }
    }

    private void goOn() throws Exception {
        resting = false;
        try {
            listen();
        } catch (Exception e) {
            resting = true;
            throw e;
        }
    }
}
