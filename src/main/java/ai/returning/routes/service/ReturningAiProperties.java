package ai.returning.routes.service;

import ai.returning.routes.client.CallPolicy;
import ai.returning.routes.client.ClientSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything below {@code returning-ai}; defaults and meaning of each key stand in {@code config/application.yaml}.
 *
 * @param dataDir folder of the embedded state, run files and service.json
 * @param communityId the community this bundle writes to; empty if no operation in use needs it
 * @param contract the OpenAPI file
 * @param communityFields the user fields a mapping may use
 * @param flows folder of the flows
 * @param shutdownTimeout how long runs may settle at shutdown
 * @param runAtStart flows that run once when the service has started
 * @param schedule the switch of all schedules
 * @param routes what the routes read by placeholder, such as switch and schedule, by flow
 * @param servers base URL by server name; empty takes the contract's
 * @param keys keys of the API by name; empty if not configured
 * @param operations what a tenant has otherwise than the contract, by operation id
 * @param webhooks incoming webhooks of the tenant, which are called by us, by name
 * @param client limits of one call, and of all calls together
 * @param sources databases, folders and CRMs to read, by name
 * @param crm CRMs that flows write to
 * @param targets databases that events are written to, by name
 * @param state where runs and snapshots are kept
 * @param sync the engine of sync runs
 * @param effects the ledger of effects
 * @param identity who users are, and whose the keys are
 * @param inbox webhooks that come in
 * @param runs what stays of ended runs
 * @param emulator the offline Returning.AI
 * @param mode what the application was started for; set by the launcher
 */
@ConfigurationProperties(prefix = "returning-ai", ignoreUnknownFields = false)
public record ReturningAiProperties(
        @DefaultValue("data") Path dataDir,
        @DefaultValue("") String communityId,
        @DefaultValue("config/returning-ai.openapi.yaml") Path contract,
        @DefaultValue("config/community-fields.yaml") Path communityFields,
        @DefaultValue("routes") Path flows,
        @DefaultValue("30s") Duration shutdownTimeout,
        @DefaultValue List<String> runAtStart,
        @DefaultValue Schedule schedule,
        @DefaultValue Map<String, Map<String, String>> routes,
        @DefaultValue Map<String, String> servers,
        @DefaultValue Map<String, String> keys,
        @DefaultValue Map<String, OperationPlace> operations,
        @DefaultValue Map<String, WebhookProperties> webhooks,
        @DefaultValue Client client,
        @DefaultValue Map<String, Source> sources,
        @DefaultValue CrmProperties crm,
        @DefaultValue Map<String, Target> targets,
        @DefaultValue State state,
        @DefaultValue SyncProperties sync,
        @DefaultValue EffectsProperties effects,
        @DefaultValue IdentityProperties identity,
        @DefaultValue InboxProperties inbox,
        @DefaultValue Runs runs,
        @DefaultValue Emulator emulator,
        @DefaultValue("") String mode) {

    /** @param enabled false: no cron fires */
    public record Schedule(@DefaultValue("true") boolean enabled) {}

    /** Where a tenant has an operation, and whether it may be called; an empty value leaves the contract's. */
    public record OperationPlace(
            @DefaultValue("") String path,
            @DefaultValue("") String server,
            @DefaultValue("") String security,
            @DefaultValue("") String envelope,
            @Nullable Boolean enabled) {}

    /** Longest waits of one call, its largest JSON body, and how hard all calls together may press the tenant. */
    public record Client(
            @DefaultValue("10s") Duration connectTimeout,
            @DefaultValue("60s") Duration sendTimeout,
            @DefaultValue("120s") Duration answerTimeout,
            @DefaultValue("8MB") DataSize maxBody,
            @DefaultValue("5m") Duration retryAfterCap,
            @Within(least = 1) @DefaultValue("16") int maxConnections,
            @Within(least = 1) @DefaultValue("256") int inFlight,
            @DefaultValue Rate rate,
            @DefaultValue Retries retries,
            @DefaultValue Breaker breaker) {

        /** The budget of all calls; {@link CallPolicy.Rate}. */
        public record Rate(
                @Within(most = 1_000_000) @DefaultValue("0") double perSecond,
                @Within(least = 1) @DefaultValue("20") int burst,
                @Within(least = 1) @DefaultValue("1000") int waiting,
                @DefaultValue("330s") Duration longestWait) {}

        /** Repetition of calls that are safe to repeat; {@link CallPolicy.Retries}. */
        public record Retries(
                @Within(least = 1) @DefaultValue("3") int attempts,
                @DefaultValue("200ms") Duration first,
                @DefaultValue("5s") Duration longest,
                @Within(most = 1) @DefaultValue("0.1") double share) {}

        /** When a host is left alone; {@link CallPolicy.Breaker}. */
        public record Breaker(
                @Within(least = 1) @DefaultValue("50") int window,
                @Within(least = 1) @DefaultValue("20") int minimum,
                @Within(most = 1) @DefaultValue("0.5") double failureShare,
                @DefaultValue("10s") Duration rest,
                @Within(least = 1) @DefaultValue("3") int probes) {}

        CallPolicy policy() {
            CallPolicy policy = new CallPolicy(
                    inFlight,
                    new CallPolicy.Rate(rate.perSecond, rate.burst, rate.waiting, rate.longestWait),
                    new CallPolicy.Retries(retries.attempts, retries.first, retries.longest, retries.share),
                    new CallPolicy.Breaker(
                            breaker.window, breaker.minimum, breaker.failureShare, breaker.rest, breaker.probes));
            policy.rate().requireWaitOf(retryAfterCap);
            return policy;
        }

        ClientSettings.Limits limits() {
            return ClientSettings.Limits.STANDARD
                    .times(connectTimeout, sendTimeout, answerTimeout)
                    .maxConnections(maxConnections)
                    .retryAfterCap(retryAfterCap);
        }
    }

    /** A database, a folder of files, or a CRM to read. */
    public record Source(
            @OneOf({"database", "csv", "json-lines", "hubspot", "salesforce"}) @DefaultValue("database")
            String type,

            @DefaultValue("") String url,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @OneOf({"auto", "off"}) @DefaultValue("auto") String copy,
            @Within(most = 1000) @DefaultValue("5") int connectRetries,
            @DefaultValue("1s") Duration firstBackoff,
            @DefaultValue("15s") Duration longestBackoff,
            @DefaultValue("10s") Duration connectLimit,
            @DefaultValue("0s") Duration statementLimit,
            @DefaultValue("10m") Duration socketLimit,
            @Within(least = 1) @DefaultValue("5000") int fetchRows,
            @DefaultValue("") String cursor,
            @DefaultValue("1970-01-01T00:00:00Z") String start,
            @DefaultValue("") String overlap,
            @DefaultValue FileSourceProperties file,
            @DefaultValue HubspotSourceProperties hubspot,
            @DefaultValue SalesforceSourceProperties salesforce) {

        @Override
        public String toString() {
            return "Source[user=" + user + "]";
        }
    }

    /** A database that events are written to. */
    public record Target(
            @DefaultValue("") String url,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @Within(least = 1) @DefaultValue("8") int poolSize,
            @DefaultValue("10s") Duration connectLimit,
            @DefaultValue("60s") Duration statementLimit) {

        @Override
        public String toString() {
            return "Target[user=" + user + "]";
        }
    }

    /** The state database; an empty URL means the H2 file in the data folder. */
    public record State(
            @DefaultValue("") String url,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @Within(least = 1) @DefaultValue("8") int poolSize) {

        @Override
        public String toString() {
            return "State[user=" + user + "]";
        }
    }

    /** @param keep how long upload files of ended runs are kept */
    public record Runs(@DefaultValue("14d") Duration keep) {}

    /** @param port port on 127.0.0.1; 0 takes a free one */
    public record Emulator(
            @Within(most = 65_535) @DefaultValue("0") int port) {}

    /** Leaves out the keys. */
    @Override
    public String toString() {
        return "ReturningAiProperties[dataDir=" + dataDir + "]";
    }
}
