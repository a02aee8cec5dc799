package ai.returning.routes.sync.source.crm;

import ai.returning.routes.sync.source.RawRows;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records of a query, page after page. The server keeps what the query found when it began, so a record that changes
 * meanwhile is seen once; the next reading shows it again. Pages are held against each other and against the total.
 */
final class SalesforcePages implements SalesforceRecords {
    private static final int LOOKS = 3;

    private final SalesforceSettings settings;
    private final SalesforceCalls calls;
    private final List<String> fields;
    private final Set<String> begun = new HashSet<>();
    private @Nullable String next;
    private Iterator<JsonNode> page = List.<JsonNode>of().iterator();
    private long total = -1;
    private long seen;

    SalesforcePages(SalesforceSettings settings, SalesforceCalls calls, List<String> fields, String soql) {
        this.settings = settings;
        this.calls = calls;
        this.fields = fields;
        this.next = settings.api() + "/query?q="
                + URLEncoder.encode(soql, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public boolean read(RawRows into) {
        while (!page.hasNext()) {
            if (next == null) {
                requireAll();
                return false;
            }
            turn(next);
        }
        JsonNode node = page.next();
        into.begin();
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                into.append((byte) '\t');
            }
            SalesforceRecords.cell(into, text(node, fields.get(i)));
        }
        into.append((byte) '\n');
        return true;
    }

    private void turn(String path) {
        String problem = "";
        for (int look = 0; look < LOOKS; look++) {
            JsonNode answer = calls.get(path);
            problem = problem(answer);
            if (problem.isEmpty()) {
                take(answer);
                return;
            }
        }
        throw calls.errors().unfit("a page " + problem + ", in each of " + LOOKS + " looks");
    }

    private String problem(JsonNode answer) {
        JsonNode records = answer.path("records");
        if (!records.isArray() || !answer.path("totalSize").canConvertToLong() || !answer.has("done")) {
            return "has no records, no totalSize or no word on whether it is the last one";
        }
        boolean last = answer.path("done").asBoolean();
        String following = answer.path("nextRecordsUrl").asText("");
        if (!last && !following.startsWith(settings.api() + "/query/")) {
            return "leads to no next page of this API";
        }
        if (!last && records.isEmpty()) {
            return "is empty and not the last one";
        }
        if (!records.isEmpty() && begun.contains(first(records))) {
            return "begins with the record of another one";
        }
        return "";
    }

    private static String first(JsonNode records) {
        return records.path(0).path("Id").asText();
    }

    private void take(JsonNode answer) {
        JsonNode records = answer.path("records");
        if (!records.isEmpty()) {
            begun.add(first(records));
        }
        total = total < 0 ? answer.path("totalSize").asLong() : total;
        seen += records.size();
        next = answer.path("done").asBoolean()
                ? null
                : answer.path("nextRecordsUrl").asText();
        page = records.iterator();
    }

    private void requireAll() {
        if (seen != total) {
            throw calls.errors()
                    .unfit("the pages hold " + seen + " records, " + total
                            + " were found; records may have been deleted meanwhile. Start the run again");
        }
    }

    /** Names are written as the mapping likes, and come as Salesforce writes them. */
    private static @Nullable String text(JsonNode node, String field) {
        JsonNode at = node;
        for (String name : field.split("\\.", -1)) {
            at = child(at, name);
        }
        if (at.isMissingNode() || at.isNull()) {
            return null;
        }
        if (at.isNumber()) {
            return at.decimalValue().toPlainString();
        }
        return at.isValueNode() ? at.asText() : at.toString();
    }

    private static JsonNode child(JsonNode node, String name) {
        JsonNode exact = node.path(name);
        if (!exact.isMissingNode()) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> one : node.properties()) {
            if (one.getKey().equalsIgnoreCase(name)) {
                return one.getValue();
            }
        }
        return exact;
    }
}
