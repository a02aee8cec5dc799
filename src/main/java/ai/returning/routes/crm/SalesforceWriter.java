package ai.returning.routes.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Creates or updates records of Salesforce by an external id, which is the same the second time, and so is repeated when
 * a call fails. Thread-safe.
 */
public final class SalesforceWriter implements AutoCloseable {
    /** Records that go with one call. */
    static final int BATCH = 200;

    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");

    private final String api;
    private final CrmHttp logins;
    private final SalesforceSession session;
    private final WriteCalls calls;

    /** @param api path of the API with its version */
    public SalesforceWriter(SalesforceAccess access, String api, WriteSettings settings, Clock clock) {
        this.api = api;
        this.logins = new CrmHttp(settings.connectLimit(), settings.answerLimit(), settings.callLimit());
        this.session = new SalesforceSession(
                settings.name(), access, logins, clock, ErrorCode.CRM_REFUSED, ErrorCode.CRM_UNAVAILABLE);
        this.calls = new WriteCalls(settings, session);
    }

    /**
     * What became of one record.
     *
     * @param id of the record; empty if it was not written
     * @param problem what Salesforce says of one that was not written; else empty
     */
    public record Written(String id, boolean created, String problem) {}

    /**
     * Writes records, two hundred a call; one that is refused does not hold back the others.
     *
     * @param object such as Account
     * @param key the external id field, which each record has
     * @return one outcome a record, in their order
     */
    public List<Written> upsert(String object, String key, List<? extends Map<String, ?>> records) {
        require("object", object);
        require("key", key);
        List<Written> all = new ArrayList<>();
        for (int from = 0; from < records.size(); from += BATCH) {
            List<? extends Map<String, ?>> some = records.subList(from, Math.min(records.size(), from + BATCH));
            ObjectNode body = Json.MAPPER.createObjectNode().put("allOrNone", false);
            ArrayNode list = body.putArray("records");
            for (Map<String, ?> one : some) {
                ObjectNode node = list.addObject();
                node.putObject("attributes").put("type", object);
                node.setAll((ObjectNode) Json.MAPPER.<JsonNode>valueToTree(one));
            }
            String path = api + "/composite/sobjects/" + object + "/" + key;
            JsonNode answer = calls.send(new WriteCalls.Write(
                            "upsert " + object, "PATCH", () -> URI.create(session.base() + path), body, true))
                    .body();
            if (!answer.isArray() || answer.size() != some.size()) {
                throw new RaiException(
                        ErrorCode.CRM_UNKNOWN,
                        "Salesforce told of " + answer.size() + " outcomes for " + some.size()
                                + " records. Send them again; a second time does no harm.");
            }
            answer.forEach(one -> all.add(written(one)));
        }
        return List.copyOf(all);
    }

    private static Written written(JsonNode one) {
        if (one.path("success").asBoolean()) {
            return new Written(one.path("id").asText(), one.path("created").asBoolean(), "");
        }
        JsonNode error = one.path("errors").path(0);
        return new Written(
                "",
                false,
                CrmErrors.plain(error.path("statusCode").asText() + " "
                        + error.path("message").asText("no reason given")));
    }

    /** Both become a part of the path. */
    private static void require(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new RaiException(
                    ErrorCode.CRM_REFUSED,
                    "The " + what + " '" + name + "' cannot be one of Salesforce. Write its API name, such as"
                            + " Account or External_Id__c.");
        }
    }

    /** Ends waits and calls under way. */
    @Override
    public void close() {
        calls.close();
        logins.close();
    }
}
