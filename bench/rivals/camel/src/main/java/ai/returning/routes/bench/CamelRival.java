package ai.returning.routes.bench;

import org.apache.camel.ProducerTemplate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * The sync as Camel's documentation shows it, in two forms chosen by the one argument: {@code streamlist} splits the
 * result into lists of 10,000 rows, {@code row} maps row by row and aggregates.
 */
@SpringBootApplication
public class CamelRival {

    public static void main(String[] args) {
        String form = args[0];
        try (var context = SpringApplication.run(CamelRival.class, args)) {
            ProducerTemplate template = context.getBean(ProducerTemplate.class);
            CustomerMapper mapper = context.getBean(CustomerMapper.class);
            long start = System.nanoTime();
            template.requestBody("direct:" + form, (Object) null);
            long work = System.nanoTime() - start;
            Figures.print("camel-" + form, mapper.rows(), work);
        }
    }

    @Bean
    Settings settings() {
        return Settings.fromEnvironment();
    }
}
