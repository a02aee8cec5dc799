package ai.returning.routes.sync.source.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
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
    private final HubspotPageReader reader;
    private long last;
    /** Contacts that should be left after the last page; -1 before the first. */
    private long left = -1;

    private boolean ended;

    HubspotPages(HubspotSettings settings, HubspotCalls calls, HubspotSearch search, HubspotPageReader reader) {
        this.settings = settings;
        this.calls = calls;
        this.search = search;
        this.reader = reader;
    }

    /** The next contacts in the order of their ids; empty at the end. */
    List<HubspotPage.Contact> next() {
        if (ended) {
            return List.of();
        }
        HubspotPage page = fitting();
        List<HubspotPage.Contact> contacts = page.contacts();
        left = page.total() - contacts.size();
        ended = left <= 0 || contacts.isEmpty();
        last = contacts.isEmpty() ? last : contacts.get(contacts.size() - 1).id();
        return contacts;
    }

    /**
     * A page that does not fit is asked for again. One that shows fewer contacts than were left may be right, for
     * contacts are deleted and merged: it is taken when a second look says the same.
     */
    private HubspotPage fitting() {
        String problem = "";
        @Nullable HubspotPage fewer = null;
        for (int look = 1; look <= LOOKS; look++) {
            HubspotPage page = calls.search(search.above(last), reader);
            problem = problem(page);
            if (problem.isEmpty()) {
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

    private String problem(HubspotPage page) {
        if (!page.isWhole()) {
            return "has no list of results or no total";
        }
        long before = last;
        for (HubspotPage.Contact contact : page.contacts()) {
            if (contact.id() <= before) {
                return "repeats or turns back: id " + contact.id() + " after " + before;
            }
            before = contact.id();
        }
        int size = page.contacts().size();
        if (size > settings.pageSize()) {
            return "holds " + size + " contacts, " + settings.pageSize() + " were asked for";
        }
        return size < Math.min(page.total(), settings.pageSize())
                ? "holds " + size + " contacts of " + page.total()
                : "";
    }
}
