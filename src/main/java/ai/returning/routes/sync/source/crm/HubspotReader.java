package ai.returning.routes.sync.source.crm;

import ai.returning.routes.sync.source.CopyText;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowReader;
import ai.returning.routes.sync.source.SourceColumns;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Contacts as rows; the columns are properties. */
final class HubspotReader implements RowReader {
    private final HubspotCalls calls;
    private final HubspotPages pages;
    private final SourceColumns columns;
    private final Consumer<String> settled;
    private Iterator<HubspotPage.Contact> page = List.<HubspotPage.Contact>of().iterator();

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
                HubspotPage.Contact contact = page.next();
                // A contact that was archived while pages were turned is nobody to write about.
                if (!contact.archived()) {
                    append(contact.values(), into);
                    return true;
                }
            }
            List<HubspotPage.Contact> next = pages.next();
            if (next.isEmpty()) {
                return false;
            }
            page = next.iterator();
        }
    }

    private static void append(List<@Nullable String> values, RawRows into) {
        into.begin();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                into.append((byte) '\t');
            }
            String value = values.get(i);
            if (value == null) {
                CopyText.none(into);
            } else {
                CopyText.text(into, value);
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
