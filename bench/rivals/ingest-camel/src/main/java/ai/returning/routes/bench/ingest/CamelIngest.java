package ai.returning.routes.bench.ingest;

import ai.returning.routes.bench.Signature;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Ingest as the documentation of Camel has it: platform-http, a check, one insert. */
@SpringBootApplication
public class CamelIngest {

    public static void main(String[] args) {
        SpringApplication.run(CamelIngest.class, args);
    }

    @Bean
    RouteBuilder ingest() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/in/bench?httpMethodRestrict=POST")
                        .convertBodyTo(byte[].class)
                        .choice()
                        .when(CamelIngest::isProven)
                        .setHeader("now", System::currentTimeMillis)
                        .to("sql:insert into event (id, body, received_at)"
                                + " values (:#${header.webhook-id}, :#${body}, :#${header.now}) on conflict do nothing")
                        .removeHeaders("*")
                        .setBody(constant("{\"received\":true}"))
                        .otherwise()
                        .removeHeaders("*")
                        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(401))
                        .setBody(constant("{\"error\":\"unauthorized\"}"))
                        .end();
            }
        };
    }

    private static boolean isProven(Exchange exchange) {
        Message in = exchange.getMessage();
        return Signature.fits(
                in.getHeader("webhook-id", String.class),
                in.getHeader("webhook-timestamp", String.class),
                in.getHeader("webhook-signature", String.class),
                in.getBody(byte[].class));
    }
}
