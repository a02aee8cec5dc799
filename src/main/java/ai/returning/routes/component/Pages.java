package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.Paging;
import ai.returning.routes.contract.Paging.Style;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way through the pages of one list: how each is asked for, what it holds, and which one follows. */
final class Pages {
    private final Operation operation;
    private final Paging paging;
    private final LenientAnswer lenient;
    private final ApiCall base;
    /** Items of the first page that was read; a host may give fewer than it is asked for. */
    private int usual = -1;

    /** @param base the call without page and limit */
    Pages(Operation operation, Paging paging, LenientAnswer lenient, ApiCall base) {
        this.operation = operation;
        this.paging = paging;
        this.lenient = lenient;
        this.base = base;
        refuseSet(paging.parameter());
        paging.limit().ifPresent(this::refuseSet);
    }

    /** One page, and the position of the next; null after the last. */
    record Page(List<JsonNode> items, @Nullable String next) {}

    Operation operation() {
        return operation;
    }

    Paging paging() {
        return paging;
    }

    /** Where the first page is; for cursors an empty text. */
    String first() {
        return paging.style() == Style.CURSOR ? "" : String.valueOf(paging.first());
    }

    ApiCall at(String position) {
        ApiCall call = paging.limit().isPresent()
                ? set(base, paging.limit().get(), String.valueOf(paging.size()), true)
                : base;
        return position.isEmpty() ? call : set(call, paging.parameter(), position, paging.style() != Style.CURSOR);
    }

    Page read(String position, Answer answer) {
        JsonNode payload = lenient.payload(answer);
        JsonNode list = payload.at(paging.items());
        if (!list.isArray() && !(list.isNull() || payload.isNull())) {
            throw new RaiException(
                    ErrorCode.CALL_UNREADABLE,
                    operation.id() + " gave a page without a list at '" + paging.items()
                            + "'. Compare the answer with x-rai-paging.items in the contract.");
        }
        List<JsonNode> items = new ArrayList<>(list.size());
        list.forEach(items::add);
        return new Page(items, next(position, items.size(), answer.whole()));
    }

    private @Nullable String next(String position, int count, JsonNode whole) {
        JsonNode more = paging.more().map(whole::at).orElse(Json.MAPPER.missingNode());
        boolean told = more.isValueNode() && !more.isNull();
        if (told && !more.asBoolean()) {
            return null;
        }
        if (paging.style() == Style.CURSOR) {
            JsonNode cursor = whole.at(paging.next().orElseThrow());
            return cursor.isValueNode() && !cursor.isNull() && !cursor.asText().isBlank() ? cursor.asText() : null;
        }
        if (!told && ends(count)) {
            return null;
        }
        long step = paging.style() == Style.SKIP ? count : 1;
        return String.valueOf(Long.parseLong(position) + step);
    }

    /**
     * True if so many items, given for two pages, may be a list that is not paged. As many as were asked for are more
     * likely a page of a host that does not see which one is wanted.
     */
    boolean mayBeWhole(int count) {
        return count != paging.size() && paging.more().isEmpty() && paging.style() != Style.CURSOR;
    }

    /** A first page that is short may be the whole list, or all this host gives at a time: only the next one tells. */
    private boolean ends(int count) {
        boolean first = usual < 0;
        usual = first ? count : usual;
        return count == 0 || !first && count < usual;
    }

    private ApiCall set(ApiCall call, String place, String value, boolean number) {
        if (!Paging.inBody(place)) {
            return call.with(place, value);
        }
        ObjectNode body = body(call).deepCopy();
        JsonPointer pointer = JsonPointer.compile(place);
        ObjectNode parent = pointer.head().matches() ? body : body.withObject(pointer.head());
        String name = pointer.last().getMatchingProperty();
        if (number) {
            parent.put(name, Long.parseLong(value));
        } else {
            parent.put(name, value);
        }
        return call.json(body);
    }

    private ObjectNode body(ApiCall call) {
        JsonNode json = call.json();
        if (json == null) {
            return Json.MAPPER.createObjectNode();
        }
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new RaiException(
                ErrorCode.BODY_UNFIT,
                "returning-ai:" + operation.id() + " with paginate needs a JSON object as body, for the page goes into "
                        + "it.");
    }

    private void refuseSet(String place) {
        JsonNode json = base.json();
        boolean set = Paging.inBody(place)
                ? json != null && !json.at(place).isMissingNode()
                : base.parameters().containsKey(place);
        if (set) {
            throw new RaiException(
                    ErrorCode.PARAMETER_INVALID,
                    "returning-ai:" + operation.id() + " with paginate sets '" + place
                            + "' itself. Leave it out; to start at a later page use the option 'pageToken'.");
        }
    }
}
