package ai.returning.routes.identity;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.Priority;
import ai.returning.routes.contract.Paging;
import ai.returning.routes.contract.UserKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The list of all users, page by page. */
final class UserList implements Iterator<List<Sighting>> {
    private final ApiClient client;
    private final Way way;
    private final Paging paging;
    private final ApiCall first;
    private long position;
    private boolean ended;

    UserList(ApiClient client, Way way, Map<String, String> community, Priority priority) {
        this.client = client;
        this.way = way;
        this.paging = way.operation().paging().orElseThrow();
        ApiCall call = new ApiCall(way.operation().id(), community, null, null).priority(priority);
        this.first = paging.limit()
                .map(limit -> call.with(limit, Integer.toString(paging.size())))
                .orElse(call);
        this.position = paging.first();
    }

    /** False where pages are asked for in a way that is not known here. */
    static boolean canRead(Way way) {
        return way.operation()
                .paging()
                .filter(paging -> paging.style() != Paging.Style.CURSOR)
                .filter(paging -> !Paging.inBody(paging.parameter()))
                .filter(paging -> paging.limit().filter(Paging::inBody).isEmpty())
                .isPresent();
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    /** The users of the next page; an item without two names says nothing. */
    @Override
    public List<Sighting> next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        var answer = client.call(first.with(paging.parameter(), Long.toString(position)));
        JsonNode items = answer.payload().at(paging.items());
        List<Sighting> seen = new ArrayList<>();
        for (JsonNode item : items) {
            Map<UserKind, String> names = way.shown(item);
            if (names.size() > 1) {
                seen.add(way.sighting(names));
            }
        }
        position += paging.style() == Paging.Style.SKIP ? items.size() : 1;
        ended = items.isEmpty()
                || paging.more()
                        .map(more -> !answer.whole().at(more).asBoolean())
                        .orElse(items.size() < paging.size());
        return seen;
    }
}
