package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.junit.jupiter.api.Test;

/** The committed catalog files say what the endpoints take; {@code mvn -Pcomponent-catalog process-classes} renews them. */
class CatalogTest {

    @Test
    void listsEveryOptionAndHeaderOfACall() throws IOException {
        JsonNode catalog = catalog("returning-ai");

        assertThat(names(catalog)).containsAll(options(ReturningAiEndpoint.class));
        assertThat(catalog.at("/component/producerOnly").asBoolean()).isTrue();
        assertThat(catalog.get("headers").has(ReturningAiConstants.EVIDENCE)).isTrue();
    }

    private static Set<String> options(Class<?> endpoint) {
        Set<String> names = new TreeSet<>();
        for (Field field : endpoint.getDeclaredFields()) {
            if (field.isAnnotationPresent(UriParam.class) || field.isAnnotationPresent(UriPath.class)) {
                names.add(field.getName());
            }
        }
        return names;
    }

    private static Set<String> names(JsonNode catalog) {
        Set<String> names = new TreeSet<>();
        catalog.get("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode catalog(String scheme) throws IOException {
        String file = "/META-INF/ai/returning/routes/component/" + scheme + ".json";
        try (InputStream stream = CatalogTest.class.getResourceAsStream(file)) {
            return Json.MAPPER.readTree(stream);
        }
    }
}
