package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.component.sync.FlowCatalog;
import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.component.sync.SyncComponent;
import ai.returning.routes.contract.ApiParameter;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Envelope;
import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.SafeToRepeat;
import ai.returning.routes.contract.Schemas;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.FlowDefinition;
import ai.returning.routes.sync.RecordingEngine;
import ai.returning.routes.sync.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel context with our components, the shared routes and a recording engine. */
final class RouteHarness implements AutoCloseable {
    private static final Mapping MAPPING = Mapping.load(
            Path.of("routes/sync-customers/sync-customers.mapping.yaml"),
            Contract.load(Path.of("config/returning-ai.openapi.yaml")),
            Path.of("config/community-fields.yaml"));

    private static final Map<String, String> QUERIES = Map.of("sync-customers.sql", "select 1");

    final RecordingEngine engine;
    final FlowRunner runner;
    final CallLog client = new CallLog();
    final DefaultCamelContext context = new DefaultCamelContext();
    final Properties properties = new Properties();

    RouteHarness(RecordingEngine engine, boolean scheduled) {
        this(engine, new FlowRunner(), scheduled);
    }

    RouteHarness(RecordingEngine engine, FlowRunner runner, boolean scheduled) {
        this.engine = engine;
        this.runner = runner;
        context.disableJMX();
        properties.setProperty("returning-ai.routes.sync-customers.enabled", "true");
        properties.setProperty("returning-ai.routes.sync-customers.cron", "");
        properties.setProperty("returning-ai.routes.sync-customers.zone", "UTC");
        context.getPropertiesComponent().setInitialProperties(properties);
        FlowCatalog flows = flow -> new FlowDefinition(flow, Path.of("."), MAPPING, QUERIES, "", "");
        context.addComponent("returning-ai-sync", new SyncComponent(flows, engine, runner, scheduled, source -> {}));
        context.addComponent("returning-ai", new ReturningAiComponent(RouteHarness::operation, client));
        KameletParameterCheck.install(context);
    }

    RouteHarness load(Path... files) throws Exception {
        for (Path file : files) {
            add(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        }
        return this;
    }

    RouteHarness add(String name, String yaml) throws Exception {
        Resource resource = ResourceHelper.fromString(name, yaml);
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        return this;
    }

    RouteHarness start() {
        context.start();
        return this;
    }

    @Override
    public void close() {
        context.stop();
    }

    static Operation operation(String id) {
        List<String> known = List.of("bulkUpdateUsers", "getUserData", "createUser");
        if (!known.contains(id)) {
            throw new RaiException(
                    ErrorCode.OPERATION_UNKNOWN, "Operation '" + id + "' is not known." + Nearest.hint(id, known));
        }
        boolean get = id.startsWith("get");
        boolean bulk = id.startsWith("bulk");
        CsvShape csv = new CsvShape(
                "file",
                "text/csv",
                "\n",
                CsvShape.EmptyCell.NO_CHANGE,
                "_op",
                List.of(),
                List.of(),
                List.of("email"),
                10,
                1000);
        return new Operation(
                id,
                "users",
                "",
                get ? "GET" : "POST",
                "/x",
                "integration",
                "none",
                new Envelope("none", "", List.of(), "", List.of()),
                Evidence.PARTIAL,
                SafeToRepeat.NO,
                EffectMark.NONE,
                "none",
                get ? List.of(new ApiParameter("userId", ApiParameter.In.PATH, true, "string", "")) : List.of(),
                bulk ? Optional.of(csv) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                Schemas.NONE,
                get
                        ? Json.MAPPER.createObjectNode()
                        : Json.MAPPER.createObjectNode().put("requestBody", "json"));
    }

    /** Answers each call with a fixed user and remembers it. */
    static final class CallLog implements ApiClient {
        final List<ApiCall> calls = new java.util.concurrent.CopyOnWriteArrayList<>();

        @Override
        public Answer call(ApiCall call) {
            calls.add(call);
            return new Answer(
                    200,
                    Json.MAPPER.createObjectNode().put("name", "Zoë"),
                    Json.MAPPER.missingNode(),
                    "",
                    Evidence.PARTIAL,
                    Map.of());
        }

        @Override
        public CompletionStage<Answer> callAsync(ApiCall call) {
            return CompletableFuture.completedStage(call(call));
        }

        @Override
        public void close() {}
    }
}
