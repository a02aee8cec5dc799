package ai.returning.routes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * Templates that stand in for Kamelets: of the same name and with the same properties, so that the route under test is
 * loaded as it is. They note the properties, headers and body they are called with, then reply or fail.
 */
final class KameletDoubles extends RouteBuilder {
    /** Where messages for a route that starts from a source Kamelet are put in. */
    static final String ENTRY = "direct:flowtest-";

    private static final String MARK = "flowtest.property.";

    private final Map<String, KameletFile> kamelets;
    private final Map<String, Script> scripts;
    private final SentCalls sent;

    /** @param kamelets those to replace */
    KameletDoubles(Map<String, KameletFile> kamelets, Map<String, Script> scripts, SentCalls sent) {
        this.kamelets = kamelets;
        this.scripts = scripts;
        this.sent = sent;
    }

    @Override
    public void configure() {
        kamelets.values().forEach(this::replace);
    }

    private void replace(KameletFile kamelet) {
        RouteTemplateDefinition template = routeTemplate(kamelet.name());
        kamelet.properties().forEach((name, property) -> {
            if (property.standard() != null) {
                template.templateParameter(name, property.standard());
            } else if (kamelet.required().contains(name)) {
                template.templateParameter(name);
            } else {
                template.templateOptionalParameter(name);
            }
        });
        ProcessorDefinition<?> steps = template.from(kamelet.source() ? ENTRY + kamelet.name() : "kamelet:source");
        for (String name : kamelet.properties().keySet()) {
            boolean sure = kamelet.properties().get(name).standard() != null
                    || kamelet.required().contains(name);
            steps = steps.setProperty(MARK + name, simple("{{" + name + (sure ? "}}" : ":}}")));
        }
        steps = steps.process(new Stand(kamelet));
        if (kamelet.source()) {
            steps.to("kamelet:sink");
        }
    }

    /** What a replaced Kamelet does. */
    private final class Stand implements Processor {
        private final KameletFile kamelet;
        private final Script script;

        Stand(KameletFile kamelet) {
            this.kamelet = kamelet;
            this.script = scripts.getOrDefault(kamelet.name(), Script.ECHO);
        }

        @Override
        public void process(Exchange exchange) {
            Map<String, String> properties = new LinkedHashMap<>();
            for (String name : kamelet.properties().keySet()) {
                String value = exchange.getProperty(MARK + name, String.class);
                exchange.removeProperty(MARK + name);
                if (value != null && !value.isEmpty()) {
                    properties.put(name, value);
                }
            }
            kamelet.requireFit(properties);
            int number = sent.add(
                    kamelet.name(),
                    new SentCalls.Sent(properties, Bodies.headers(exchange.getMessage()), Bodies.json(exchange), null));
            LockSupport.parkNanos(TimeUnit.NANOSECONDS.convert(script.delay()));
            if (script.fails(number)) {
                sent.failed(kamelet.name());
                throw Failing.of(kamelet.name(), script.fail());
            }
            JsonNode reply = script.reply();
            if (reply != null) {
                exchange.getMessage().setBody(Bodies.plain(reply));
            }
        }
    }
}
