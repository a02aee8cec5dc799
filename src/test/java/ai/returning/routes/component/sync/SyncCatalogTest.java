package ai.returning.routes.component.sync;

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
class SyncCatalogTest {

    @Test
    void listsEveryOptionOfTheSyncSteps() throws IOException {
        JsonNode catalog = catalog("returning-ai-sync");

        assertThat(names(catalog)).containsAll(options(SyncEndpoint.class));
        for (SyncStep step : SyncStep.values()) {
            assertThat(names(catalog)).containsAll(step.options());
        }
        assertThat(catalog.at("/properties/step/enum")).hasSize(SyncStep.values().length);
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
        String file = "/META-INF/ai/returning/routes/component/sync/" + scheme + ".json";
        try (InputStream stream = SyncCatalogTest.class.getResourceAsStream(file)) {
            return Json.MAPPER.readTree(stream);
        }
    }
}
