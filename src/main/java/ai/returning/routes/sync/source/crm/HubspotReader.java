package ai.returning.routes.sync.source.crm;

import ai.returning.routes.sync.source.CopyText;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowReader;
import ai.returning.routes.sync.source.SourceColumns;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Contacts as rows; the columns are properties. */
final class HubspotReader implements RowReader {
    private final HubspotCalls calls;
    private final HubspotPages pages;
    private final SourceColumns columns;
    private final Consumer<String> settled;
    private Iterator<JsonNode> page = List.<JsonNode>of().iterator();

    /** @param settled moves the checkpoint, given the id of the run */
    HubspotReader(HubspotCalls calls, HubspotPages pages, List<String> properties, Consumer<String> settled) {
        this.calls = calls;
        this.pages = pages;
        this.columns = new SourceColumns(properties.stream()
                .map(name -> new SourceColumns.Column(name, SourceColumns.Type.TEXT))
                .toList());
        this.settled = settled;
    }

    @Override
    public SourceColumns columns() {
        return columns;
    }

    @Override
    public boolean readRow(RawRows into) {
        while (true) {
            while (page.hasNext()) {
                JsonNode contact = page.next();
                // A contact that was archived while pages were turned is nobody to write about.
                if (!contact.path("archived").asBoolean(false)) {
                    append(contact.path("properties"), into);
                    return true;
                }
            }
            List<JsonNode> next = pages.next();
            if (next.isEmpty()) {
                return false;
            }
            page = next.iterator();
        }
    }

    private void append(JsonNode properties, RawRows into) {
        into.begin();
        boolean first = true;
        for (SourceColumns.Column column : columns.columns()) {
            if (!first) {
                into.append((byte) '\t');
            }
            first = false;
            JsonNode value = properties.path(column.name());
            if (value.isMissingNode() || value.isNull()) {
                CopyText.none(into);
            } else {
                CopyText.text(into, value.asText());
            }
        }
        into.append((byte) '\n');
    }

    @Override
    public boolean showsAll() {
        return false;
    }

    @Override
    public void settled(String runId) {
        settled.accept(runId);
    }

    @Override
    public void close() {
        calls.close();
    }
}
