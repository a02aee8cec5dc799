package ai.returning.routes.component;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.emulator.UserField;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** The Kamelets in a Camel context, over the real client, against an emulator. */
final class KameletHarness implements AutoCloseable {
    static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    static final String EMAIL = "one@example.org";
    private static final String KEY = "00aa11bb22cc";
    private static final String HOOK = "00aa11bb22dd";
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));

    final DefaultCamelContext context = new DefaultCamelContext();
    final Emulator emulator;
    private final HttpApiClient client;

    /** @param emulated whether the component takes the hosts for the emulator they are */
    KameletHarness(Path folder, boolean emulated) {
        emulator = Emulator.start(EmulatorSettings.of(
                        CONTRACT,
                        folder,
                        COMMUNITY,
                        new ApiKey(KEY, COMMUNITY, permissions(), null),
                        new ApiKey(HOOK, COMMUNITY, Set.of(), null, Set.of("incoming-webhook-key"), null))
                .withSeed(() -> new EmulatorSeed(
                        List.of(UserField.text("member-tier"), UserField.number("trades")),
                        Stream.of(SeedUser.of(EMAIL), SeedUser.of("two@example.org")))));
        client = new HttpApiClient(CONTRACT, settings(), Clock.systemUTC());
        context.disableJMX();
        Properties properties = new Properties();
        properties.setProperty("returning-ai.community-id", COMMUNITY);
        context.getPropertiesComponent().setInitialProperties(properties);
        // As the service does it: Camel finds the component by the name of the bean.
        context.getRegistry()
                .bind(
                        "returning-ai-component",
                        new ReturningAiComponent(
                                CONTRACT, client, CallSettings.standard().emulated(operation -> emulated)));
        context.getComponent("kamelet", KameletComponent.class).setLocation("file:" + Kamelets.FOLDER);
        KameletParameterCheck.install(context);
    }

    private static Set<String> permissions() {
        return CONTRACT.operations().stream()
                .map(Operation::permission)
                .map(permission -> permission.replace("?", ""))
                .collect(Collectors.toSet());
    }

    private ClientSettings settings() {
        ClientSettings settings = ClientSettings.standard()
                .key("bearer-community-key", KEY)
                .key("x-api-key", KEY)
                .key("incoming-webhook-key", HOOK);
        for (String server : CONTRACT.servers().keySet()) {
            settings = settings.server(server, emulator.baseUrl(server));
        }
        return settings;
    }

    /** A route from {@code direct:start} to the Kamelet, started. */
    KameletHarness route(String kamelet, Map<String, String> parameters) throws Exception {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=RAW(" + entry.getValue() + ")")
                .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("kamelet:" + kamelet + "/under-test" + query);
            }
        });
        context.start();
        return this;
    }

    /** Sends a JSON body with variables; fails as the route fails. */
    Exchange send(String json, Map<String, Object> variables) throws Exception {
        Exchange done = context.createFluentProducerTemplate()
                .to("direct:start")
                .withProcessor(exchange -> {
                    exchange.getMessage().setBody(Json.MAPPER.readValue(json, Object.class));
                    exchange.getMessage().setHeader("CamelHttpUri", "http://127.0.0.1:1/elsewhere");
                    variables.forEach(exchange::setVariable);
                })
                .send();
        if (done.getException() != null) {
            throw done.getException();
        }
        return done;
    }

    Exchange send(String json) throws Exception {
        return send(json, Map.of());
    }

    /** A call beside the routes, to set up and to read back. */
    JsonNode call(String operation, Map<String, String> parameters, String json) {
        try {
            ApiCall call = ApiCall.of(operation);
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                call = call.with(parameter.getKey(), parameter.getValue());
            }
            return client.call(json.isEmpty() ? call : call.json(Json.MAPPER.readTree(json)))
                    .payload();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.stop();
        client.close();
        emulator.close();
    }
}
