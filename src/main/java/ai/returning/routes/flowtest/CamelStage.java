package ai.returning.routes.flowtest;

import ai.returning.routes.component.CallSettings;
import ai.returning.routes.component.KameletParameterCheck;
import ai.returning.routes.component.ReturningAiComponent;
import ai.returning.routes.component.event.EventComponent;
import ai.returning.routes.component.event.EventWrites;
import ai.returning.routes.component.sync.SyncComponent;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** A Camel context of its own for one case: the files as they are, our components, and stands for the Kamelets. */
final class CamelStage implements AutoCloseable {
    private static final int MAX_BODY = 8 * 1024 * 1024;

    private final TestBench bench;
    private final TestSettings settings;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final NodeTrace trace = new NodeTrace();
    private final CrmStage crm = new CrmStage();
    private final Stillness stillness = new Stillness(context);

    /** @param effects the ledger; null if the case calls no effect */
    CamelStage(TestBench bench, TestSettings settings, RecordingClient client, @Nullable EffectStage effects) {
        this.bench = bench;
        this.settings = settings;
        context.disableJMX();
        context.setSourceLocationEnabled(true);
        context.setMessageHistory(true);
        context.setMessageHistoryFactory(trace);
        context.getShutdownStrategy().setTimeout(2);
        Properties properties = settings.properties();
        properties.setProperty("returning-ai.community-id", EmulatedTenant.community(settings));
        PropertiesComponent placeholders = (PropertiesComponent) context.getPropertiesComponent();
        placeholders.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        placeholders.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        placeholders.setInitialProperties(properties);
        // nothing here can harm anybody, so effects may go out
        CallSettings calls = CallSettings.standard().emulated(operation -> true).maxBodyBytes(MAX_BODY);
        if (effects != null) {
            calls = calls.effects(effects.engine());
        }
        context.addComponent("returning-ai", new ReturningAiComponent(bench.contract(), client, calls));
        context.addComponent("returning-ai-event", new EventComponent());
        context.getComponent("kamelet", KameletComponent.class)
                .setLocation("file:" + bench.flows().resolve("kamelets"));
        KameletParameterCheck.install(context);
        context.getRegistry().bind("hubspot", crm.hubspot());
        context.getRegistry().bind("salesforce", crm.salesforce());
    }

    /** Lets routes write events. */
    CamelStage writing(EventWrites writes) {
        context.getComponent("returning-ai-event", EventComponent.class).writing(writes);
        return this;
    }

    CamelStage sync(SyncComponent component) {
        context.addComponent("returning-ai-sync", component);
        return this;
    }

    /** Puts stands in the place of all Kamelets but the one under test and those a case wants itself. */
    CamelStage doubles(TestCase one, @Nullable String underTest, SentCalls sent) throws Exception {
        Map<String, KameletFile> replaced = new LinkedHashMap<>(bench.kamelets());
        replaced.keySet()
                .removeIf(name -> name.equals(underTest)
                        || one.kamelets().getOrDefault(name, Script.ECHO).real());
        context.addRoutes(new KameletDoubles(replaced, one.kamelets(), sent));
        return this;
    }

    /** Loads what routes share, and the files of a folder. */
    CamelStage load(List<Path> files) throws Exception {
        for (Path file : bench.shared()) {
            load(file);
        }
        for (Path file : files) {
            load(file);
        }
        return this;
    }

    private void load(Path file) throws Exception {
        try {
            String yaml = Files.readString(file, StandardCharsets.UTF_8);
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(bench.shown(file), yaml));
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.YAML_INVALID,
                    bench.shown(file) + " cannot be read as UTF-8 text: " + e.getMessage() + ".",
                    e);
        }
    }

    CamelStage add(RouteBuilder route) throws Exception {
        context.addRoutes(route);
        return this;
    }

    /** The route under test as it was loaded; its switch is on, whatever the settings say. */
    RouteDefinition underTest(String id, Path file) {
        RouteDefinition route = context.getRouteDefinition(id);
        if (route == null) {
            throw new RaiException(
                    ErrorCode.TEST_INVALID,
                    bench.shown(file) + " has no route '" + id
                            + "'. The id of the route must be the name of its file.");
        }
        String own = route.getAutoStartup();
        String resolved = own == null ? "true" : context.resolvePropertyPlaceholders(own);
        if (!resolved.equals("true") && !resolved.equals("false")) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "autoStartup of route '" + id + "' is '" + resolved + "' but must be true or false.");
        }
        route.setAutoStartup("true");
        return route;
    }

    CamelStage start() {
        context.start();
        return this;
    }

    DefaultCamelContext context() {
        return context;
    }

    /** Waits until no message is under way, those that a wire tap or a queue took over included. */
    void settle() {
        stillness.await();
    }

    TestSettings settings() {
        return settings;
    }

    NodeTrace trace() {
        return trace;
    }

    @Override
    public void close() {
        context.stop();
        crm.close();
    }
}
