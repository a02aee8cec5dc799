package ai.returning.routes.emulator.crm;

import ai.returning.routes.emulator.crm.HubspotStandIn.Reply;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Queries of the stand-in, as pages and as jobs. What a query found is kept, as a cursor does. */
final class SalesforceQueries {
    private static final Pattern SOQL = Pattern.compile("SELECT (.+) FROM (\\w+)(?: WHERE (.+))?");
    private static final Pattern SINCE = Pattern.compile("SystemModstamp >= (\\S+)");
    private static final Pattern NUMBER = Pattern.compile("-(\\d+)$");

    private final String api;
    private final SalesforceTable table;
    private final int pageSize;
    private final Map<String, Found> kept = new ConcurrentHashMap<>();
    private volatile Reply lastPage = new Reply(200, new byte[0]);
    private volatile int looks;
    private long made;

    private record Found(List<String> fields, List<Map<String, Object>> records) {}

    SalesforceQueries(String api, SalesforceTable table, int pageSize) {
        this.api = api;
        this.table = table;
        this.pageSize = pageSize;
    }

    Reply lastPage() {
        return lastPage;
    }

    Reply reply(String method, URI uri, byte[] body) throws IOException {
        String path = uri.getPath().substring(api.length());
        if (path.equals("/query")) {
            return begin(parameters(uri).getOrDefault("q", ""));
        }
        if (path.startsWith("/query/")) {
            return page(path.substring("/query/".length()));
        }
        if (path.equals("/jobs/query")) {
            JsonNode job = Json.MAPPER.readTree(body);
            return job(job.path("query").asText());
        }
        String id = path.substring("/jobs/query/".length()).replace("/results", "");
        if (method.equals("DELETE")) {
            kept.remove(id);
            return new Reply(204, new byte[0]);
        }
        return path.endsWith("/results") ? result(uri, id) : state(id);
    }

    /** Headers of a part of a result. */
    Map<String, String> headers(URI uri) {
        if (!uri.getPath().endsWith("/results")) {
            return Map.of();
        }
        Found found = found(uri.getPath().replaceFirst(".*/jobs/query/", "").replace("/results", ""));
        int from = from(uri);
        int to = to(uri, found);
        return Map.of(
                "Sforce-Locator",
                to < found.records().size() ? "L" + to : "null",
                "Sforce-NumberOfRecords",
                Integer.toString(to - from));
    }

    private synchronized @Nullable String keep(String soql) {
        Matcher query = SOQL.matcher(soql);
        if (!query.matches()) {
            return null;
        }
        Matcher since = SINCE.matcher(String.valueOf(query.group(3)));
        Instant moment = since.find() ? Instant.parse(since.group(1)) : Instant.MIN;
        String id = "750Q" + ++made;
        kept.put(id, new Found(List.of(query.group(1).split(", ")), table.since(moment)));
        return id;
    }

    private Reply begin(String soql) {
        String id = keep(soql);
        if (id == null) {
            return SalesforceStandIn.error(400, "MALFORMED_QUERY", "unexpected token");
        }
        for (String field : found(id).fields()) {
            if (field.indexOf('.') < 0 && !table.hasField(field)) {
                return SalesforceStandIn.error(400, "INVALID_FIELD", "No such column '" + field + "' on entity");
            }
        }
        return page(id + "-0");
    }

    private Reply page(String locator) {
        Matcher number = NUMBER.matcher(locator);
        Found found = kept.get(locator.replaceFirst("-\\d+$", ""));
        if (found == null || !number.find()) {
            return SalesforceStandIn.error(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        int from = Integer.parseInt(number.group(1));
        int to = Math.min(found.records().size(), from + pageSize);
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.put("totalSize", found.records().size())
                .put("done", to == found.records().size());
        if (to < found.records().size()) {
            answer.put("nextRecordsUrl", api + "/query/" + locator.replaceFirst("-\\d+$", "-" + to));
        }
        ArrayNode records = answer.putArray("records");
        for (Map<String, Object> one : found.records().subList(from, to)) {
            ObjectNode shown = records.addObject();
            for (String field : found.fields()) {
                // Owner.Name is asked for as a path and shown as a record in the record
                String asked = field.replaceFirst("\\..*", "");
                String name = one.keySet().stream()
                        .filter(asked::equalsIgnoreCase)
                        .findFirst()
                        .orElse(asked);
                shown.set(name, Json.MAPPER.valueToTree(one.get(name)));
            }
        }
        lastPage = new Reply(200, HubspotStandIn.bytes(answer));
        return lastPage;
    }

    private Reply job(String soql) {
        String id = keep(soql);
        looks = 0;
        return id == null
                ? SalesforceStandIn.error(400, "MALFORMED_QUERY", "unexpected token")
                : new Reply(
                        200,
                        HubspotStandIn.bytes(
                                Json.MAPPER.createObjectNode().put("id", id).put("state", "UploadComplete")));
    }

    private Reply state(String id) {
        Found found = found(id);
        ObjectNode answer = Json.MAPPER.createObjectNode().put("id", id);
        boolean failed = found.fields().stream().anyMatch(field -> field.indexOf('.') < 0 && !table.hasField(field));
        if (failed) {
            answer.put("state", "Failed").put("errorMessage", "INVALID_FIELD: No such column");
        } else if (++looks < 2) {
            answer.put("state", "InProgress");
        } else {
            answer.put("state", "JobComplete")
                    .put("numberRecordsProcessed", found.records().size());
        }
        return new Reply(200, HubspotStandIn.bytes(answer));
    }

    private Reply result(URI uri, String id) {
        Found found = found(id);
        StringBuilder csv = new StringBuilder();
        found.fields().forEach(field -> csv.append(csv.isEmpty() ? "" : ",").append(quoted(field)));
        csv.append('\n');
        for (Map<String, Object> one : found.records().subList(from(uri), to(uri, found))) {
            boolean first = true;
            for (String field : found.fields()) {
                csv.append(first ? "" : ",").append(quoted(value(one, field)));
                first = false;
            }
            csv.append('\n');
        }
        return new Reply(200, csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String value(Map<String, Object> one, String field) {
        Object at = one;
        for (String name : field.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return at == null ? "" : at.toString();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }

    private Found found(String id) {
        return kept.getOrDefault(id, new Found(List.of(), List.of()));
    }

    private static int from(URI uri) {
        return Integer.parseInt(parameters(uri).getOrDefault("locator", "L0").substring(1));
    }

    private static int to(URI uri, Found found) {
        int most = Integer.parseInt(parameters(uri).getOrDefault("maxRecords", "50000"));
        return Math.min(found.records().size(), from(uri) + most);
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> given = new HashMap<>();
        String query = uri.getRawQuery();
        for (String part : (query == null ? "" : query).split("&", -1)) {
            String[] pair = part.split("=", 2);
            given.put(pair[0], URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8));
        }
        return given;
    }
}
