package ai.returning.routes.component.sync;

import ai.returning.routes.sync.RunRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;

/** The clockwork of a flow: a camel-quartz consumer whose ticks become run requests. */
final class CronTicks {
    private CronTicks() {}

    interface Tick {
        void due(RunRequest request);
    }

    static Consumer consumer(SyncEndpoint endpoint, Tick tick) throws Exception {
        ZoneId zone = ZoneId.of(String.valueOf(endpoint.getZone()));
        CamelContext context = endpoint.getCamelContext();
        // Not stateful: a tick during a run is to be skipped, not queued behind it.
        String uri = "quartz:returning-ai-sync/" + endpoint.getFlow() + "?cron=" + encode(endpoint.getCron())
                + "&trigger.timeZone=" + encode(endpoint.getZone());
        return context.getEndpoint(uri).createConsumer(exchange -> tick.due(request(exchange, zone)));
    }

    private static RunRequest request(Exchange exchange, ZoneId zone) {
        Date due = exchange.getMessage().getHeader("scheduledFireTime", Date.class);
        ZonedDateTime time = due == null ? null : due.toInstant().atZone(zone);
        return new RunRequest(false, 0, null, time);
    }

    private static String encode(@org.jspecify.annotations.Nullable String value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
    }
}
