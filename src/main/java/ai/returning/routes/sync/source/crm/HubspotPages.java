package ai.returning.routes.sync.source.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contacts above an id, page after page; each page is held against the one before. */
final class HubspotPages {
    private static final Logger LOG = LoggerFactory.getLogger(HubspotPages.class);
    private static final int LOOKS = 3;

    private final HubspotSettings settings;
    private final HubspotCalls calls;
    private final HubspotSearch search;
    private long last;
    /** Contacts that should be left after the last page; -1 before the first. */
    private long left = -1;

    private boolean ended;

    HubspotPages(HubspotSettings settings, HubspotCalls calls, HubspotSearch search) {
        this.settings = settings;
        this.calls = calls;
        this.search = search;
    }

    /** A page that fits to the ones before. */
    private record Page(List<JsonNode> contacts, long total, long lastId) {}

    /** The next contacts in the order of their ids; empty at the end. */
    List<JsonNode> next() {
        if (ended) {
            return List.of();
        }
        Page page = fitting();
        left = page.total() - page.contacts().size();
        ended = left <= 0 || page.contacts().isEmpty();
        last = page.lastId();
        return page.contacts();
    }

    /**
     * A page that does not fit is asked for again. One that shows fewer contacts than were left may be right, for
     * contacts are deleted and merged: it is taken when a second look says the same.
     */
    private Page fitting() {
        String problem = "";
        @Nullable Page fewer = null;
        for (int look = 1; look <= LOOKS; look++) {
            JsonNode answer = calls.search(search.above(last));
            problem = problem(answer);
            if (problem.isEmpty()) {
                Page page = page(answer);
                boolean lost = left >= 0 && page.total() < left;
                if (!lost || page.equals(fewer)) {
                    return page;
                }
                fewer = page;
                problem = "shows " + page.total() + " contacts above id " + last + ", where " + left + " were left";
            }
            LOG.warn("{}: a page {}; it is asked for again", settings.shown(), problem);
        }
        throw new RaiException(
                ErrorCode.PAGES_UNFIT,
                settings.shown() + ": a page " + problem + ", in each of " + LOOKS
                        + " looks. Nothing is skipped: the checkpoint stays, and the next run reads the same changes."
                        + " If it lasts, lower " + settings.key("page-size") + " and tell the CRM's support.");
    }

    private String problem(JsonNode answer) {
        JsonNode results = answer.path("results");
        if (!results.isArray() || !answer.path("total").canConvertToLong()) {
            return "has no list of results or no total";
        }
        long before = last;
        for (JsonNode contact : results) {
            long id = contact.path("id").asLong(-1);
            if (id <= before) {
                return "repeats or turns back: id " + id + " after " + before;
            }
            before = id;
        }
        if (results.size() > settings.pageSize()) {
            return "holds " + results.size() + " contacts, " + settings.pageSize() + " were asked for";
        }
        long total = answer.path("total").asLong();
        return results.size() < Math.min(total, settings.pageSize())
                ? "holds " + results.size() + " contacts of " + total
                : "";
    }

    private Page page(JsonNode answer) {
        List<JsonNode> contacts = new ArrayList<>();
        answer.path("results").forEach(contacts::add);
        long lastId = contacts.isEmpty()
                ? last
                : contacts.get(contacts.size() - 1).path("id").asLong();
        return new Page(contacts, answer.path("total").asLong(), lastId);
    }
}
