package ai.returning.routes.flowtest;

import ai.returning.routes.component.event.EventEndpoint;
import ai.returning.routes.emulator.UserView;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** Sends a message into a route, or to a Kamelet. */
final class MessageDrive {
    /** Id of the route that Camel makes of the Kamelet under test. */
    static final String UNDER_TEST = "under-test";

    private static final String EVENT = "event";
    private static final String CALL = "direct:flowtest";

    private final TestBench bench;
    private final TestFile test;
    private final CamelStage stage;
    private @Nullable String entry;
    private @Nullable String routeId;

    MessageDrive(TestBench bench, TestFile test, CamelStage stage) {
        this.bench = bench;
        this.test = test;
        this.stage = stage;
    }

    /** A route that calls the Kamelet under test with the properties of the input. */
    void callKamelet(Input input) throws Exception {
        KameletFile kamelet = bench.kamelet(test.subject());
        Map<String, String> properties = new LinkedHashMap<>();
        kamelet.properties().forEach((name, property) -> {
            if (property.standard() != null) {
                properties.put(name, property.standard());
            }
        });
        properties.putAll(input.properties());
        kamelet.requireFit(properties);
        properties.keySet().retainAll(input.properties().keySet());
        StringBuilder uri = new StringBuilder("kamelet:" + test.subject() + "/" + UNDER_TEST);
        properties.forEach((name, value) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append("=RAW(")
                .append(value)
                .append(')'));
        stage.add(new RouteBuilder() {
            @Override
            public void configure() {
                from(CALL).routeId("flowtest").to(uri.toString());
            }
        });
        entry = CALL;
    }

    /** The route under test; a source Kamelet it starts from is replaced and has a way in. */
    void route(RouteDefinition route) {
        String from = route.getInput().getEndpointUri();
        routeId = route.getRouteId();
        if (from.startsWith("kamelet:")) {
            String name = from.substring("kamelet:".length()).replaceFirst("[/?].*", "");
            entry = KameletDoubles.ENTRY + name;
        }
    }

    Got send(Input input, SentCalls sent, @Nullable EmulatedTenant tenant) throws Exception {
        Exchange exchange = entry == null ? intoRoute(input) : intoEntry(input, entry);
        stage.settle();
        Throwable failure = exchange.getException();
        Function<String, Optional<UserView>> users = email ->
                tenant == null ? Optional.empty() : tenant.emulator().users().find(email);
        if (failure != null) {
            Got failed = Got.failed("failed", failure, sent);
            return new Got(
                    failed.outcome(),
                    failure,
                    failed.error(),
                    null,
                    List.of(),
                    users,
                    sent,
                    null,
                    Bodies.headers(exchange.getMessage()));
        }
        return new Got(
                "completed",
                null,
                "",
                null,
                List.of(),
                users,
                sent,
                Bodies.json(exchange),
                Bodies.headers(exchange.getMessage()));
    }

    private Exchange intoEntry(Input input, String uri) {
        return stage.context()
                .createFluentProducerTemplate()
                .to(uri)
                .withProcessor(exchange -> fill(exchange, input))
                .send();
    }

    /** Straight to the consumer of the route, whatever it listens to. */
    private Exchange intoRoute(Input input) throws Exception {
        Route route = stage.context().getRoute(String.valueOf(routeId));
        Exchange exchange = route.getEndpoint().createExchange(ExchangePattern.InOut);
        fill(exchange, input);
        if (route.getEndpoint() instanceof EventEndpoint events && exchange.getVariable(EVENT) == null) {
            Object body = exchange.getMessage().getBody(); // as the consumer does
            if (body instanceof Map<?, ?> event) {
                events.fill(exchange, event, body);
            } else {
                exchange.setVariable(EVENT, body);
            }
        }
        route.getConsumer().getProcessor().process(exchange);
        return exchange;
    }

    private void fill(Exchange exchange, Input input) {
        exchange.getMessage().setBody(body(input));
        input.headers().forEach((name, value) -> exchange.getMessage().setHeader(name, value));
        input.variables().forEach(exchange::setVariable);
    }

    private @Nullable Object body(Input input) {
        String name = input.file();
        if (name == null) {
            return Bodies.plain(input.body());
        }
        Path file = test.file().resolveSibling(name);
        try {
            return name.matches(".*\\.(json|yaml|yml)")
                    ? Bodies.plain(Values.json(Yaml.read(file)))
                    : Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.TEST_INVALID, "The body " + bench.shown(file) + " cannot be read: " + e + ".", e);
        }
    }
}
