package ai.returning.routes.component.sync;

import ai.returning.routes.support.Json;
import ai.returning.routes.sync.RowBatch;
import ai.returning.routes.sync.mapping.MappedRows;
import ai.returning.routes.sync.source.SourceRows;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.jspecify.annotations.Nullable;

/**
 * Gives a batch to any other Camel step: as a list of maps or as JSON it shows the rows of the source, as text or stream
 * the CSV lines of the mapped rows that may be sent (nothing before the step {@code map}).
 */
final class BatchConversions {
    private BatchConversions() {}

    private interface Conversion {
        @Nullable
        Object of(RowBatch batch);
    }

    static void register(TypeConverterRegistry registry) {
        add(registry, List.class, batch -> SourceRows.of(batch.raw()));
        add(registry, JsonNode.class, batch -> Json.MAPPER.valueToTree(SourceRows.of(batch.raw())));
        add(registry, InputStream.class, batch -> new ByteArrayInputStream(csv(batch)));
        add(registry, String.class, batch -> new String(csv(batch), StandardCharsets.UTF_8));
    }

    private static void add(TypeConverterRegistry registry, Class<?> type, Conversion conversion) {
        registry.addTypeConverter(
                type,
                RowBatch.class,
                new SimpleTypeConverter(true, (wanted, exchange, value) -> conversion.of((RowBatch) value)));
    }

    private static byte[] csv(RowBatch batch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MappedRows rows = batch.mapped();
        if (rows != null) {
            out.writeBytes((String.join(",", rows.header()) + "\n").getBytes(StandardCharsets.UTF_8));
            for (int row = 0; row < rows.count(); row++) {
                if (rows.problem(row) == null) {
                    out.write(rows.bytes(), rows.start(row), rows.end(row) - rows.start(row));
                    out.write('\n');
                }
            }
        }
        return out.toByteArray();
    }
}
