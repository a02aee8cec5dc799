package ai.returning.routes.effects;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.EffectProof.ReadBack;
import ai.returning.routes.contract.Paging;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a list whole, each item once, or says that it could not: a part of a list proves nothing. */
final class ShownItems {
    private static final int MOST_PAGES = 100;

    private final ApiClient client;
    private final ReadBack way;
    private final Optional<Paging> paging;
    private final List<JsonNode> items = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    ShownItems(ApiClient client, ReadBack way, Optional<Paging> paging) {
        this.client = client;
        this.way = way;
        this.paging = paging;
    }

    /** False if pages are asked for in a way that is not known here. */
    static boolean canRead(Optional<Paging> paging) {
        return paging.isEmpty()
                || paging.get().style() != Paging.Style.CURSOR
                        && !Paging.inBody(paging.get().parameter());
    }

    /** @throws RaiException CALL_UNREADABLE if there is no list, or not all of it was seen */
    List<JsonNode> read(ApiCall query) {
        if (paging.isEmpty()) {
            page(query).forEach(items::add);
            return items;
        }
        ApiCall sized = sized(query, paging.get());
        long position = paging.get().first();
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode shown = page(sized.with(paging.get().parameter(), Long.toString(position)));
            if (shown.isEmpty()) {
                return items;
            }
            add(shown, paging.get(), page);
            position += paging.get().style() == Paging.Style.SKIP ? shown.size() : 1;
        }
        throw unreadable("has more than " + MOST_PAGES + " pages");
    }

    private static ApiCall sized(ApiCall query, Paging paging) {
        return paging.limit()
                .filter(limit -> !Paging.inBody(limit))
                .map(limit -> query.with(limit, Integer.toString(paging.size())))
                .orElse(query);
    }

    private JsonNode page(ApiCall query) {
        JsonNode shown = client.call(query).payload().at(way.items());
        if (!shown.isArray()) {
            throw unreadable("gave no list at '" + way.items() + "'");
        }
        return shown;
    }

    /** Entries added meanwhile push others to the next page, where they show once more. */
    private void add(JsonNode shown, Paging paging, int page) {
        if (paging.id().isEmpty()) {
            if (page > 1) {
                throw unreadable("has several pages, and the contract does not name what tells items apart"
                        + " (x-rai-paging.id)");
            }
            shown.forEach(items::add);
            return;
        }
        int before = items.size();
        for (JsonNode item : shown) {
            JsonNode id = item.at(paging.id().get());
            if (!id.isValueNode() || id.isNull()) {
                throw unreadable("shows an entry without '" + paging.id().get() + "'");
            }
            if (ids.add(id.asText())) {
                items.add(item);
            }
        }
        if (items.size() == before) {
            throw unreadable("shows on page " + page + " what the pages before showed");
        }
    }

    private RaiException unreadable(String problem) {
        return new RaiException(ErrorCode.CALL_UNREADABLE, way.operation() + " " + problem + ".");
    }
}
