package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Paging;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The items of all pages of a list or search, in their order. Pages are fetched as they are needed and one is held at a
 * time. For one reader; a failure names the token to go on from. Items are maps, lists or plain values.
 */
public final class PageItems implements Iterator<@Nullable Object>, Closeable {
    private final ApiClient client;
    private final Pages pages;
    private final long maxPages;
    private final PageLoop loop = new PageLoop();

    private Iterator<JsonNode> items;
    private Set<JsonNode> idsBefore = Set.of();
    private String position;
    private @Nullable String next;
    private volatile @Nullable String token;
    private volatile long read;
    private volatile long repeated;
    private @Nullable RaiException failure;
    private boolean ended;
    private boolean closed;

    private PageItems(ApiClient client, Pages pages, long maxPages, String position, Answer first) {
        this.client = client;
        this.pages = pages;
        this.maxPages = maxPages;
        this.position = position;
        this.token = PageToken.of(pages, position);
        this.items = take(first);
    }

    /** @param first the answer to the page at the position */
    static PageItems open(ApiClient client, Pages pages, long maxPages, String position, Answer first) {
        return new PageItems(client, pages, maxPages, position, first);
    }

    @Override
    public boolean hasNext() {
        while (!closed && failure == null && !items.hasNext()) {
            String following = next;
            if (following == null) {
                // A split looks ahead before it works on an item, so only the second time is the last one done.
                token = ended ? null : token;
                ended = true;
                return false;
            }
            advance(following);
        }
        return !closed;
    }

    @Override
    public @Nullable Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        // Not before: until its successor is asked for, the last item of a page may still be in work.
        token = PageToken.of(pages, position);
        if (failure != null) {
            throw failure;
        }
        return LenientAnswer.plain(items.next());
    }

    /**
     * The token to start again from: after it come the items of the page in work and of all later ones. Null when the
     * end was seen and asked for once more, as a split does after its last item.
     */
    public @Nullable String token() {
        return token;
    }

    /** Pages fetched. */
    public long pages() {
        return read;
    }

    /** Items that came twice, on neighbouring pages, and were given once; found where the contract names an item's id. */
    public long repeated() {
        return repeated;
    }

    /** Ends the reading; the token stays. */
    @Override
    public void close() {
        closed = true;
    }

    /** A failure waits until the items before it are done: it comes when the next item is asked for. */
    private void advance(String following) {
        position = following;
        try {
            items = take(client.call(pages.at(following)));
        } catch (RaiException e) {
            failure = Failures.reworded(
                    e,
                    "Page " + (read + 1) + " of this reading failed: ",
                    " Start again with pageToken='" + PageToken.of(pages, following) + "'.");
        }
    }

    private Iterator<JsonNode> take(Answer answer) {
        Pages.Page page = pages.read(position, answer);
        next = page.next();
        guard(page.items());
        read++;
        return fresh(page.items()).iterator();
    }

    private void guard(List<JsonNode> found) {
        boolean same = loop.same(found);
        boolean again = loop.repeats(found);
        if (same && read == 1 && pages.mayBeWhole(found.size())) {
            // the list came at once, and once more: this host does not page
            next = null;
            found.clear();
            return;
        }
        if (again || loop.leadsBack(position, next)) {
            throw endless("leads back to a page it gave before");
        }
        if (read >= maxPages) {
            throw endless("has more than " + maxPages + " pages (option maxPages)");
        }
    }

    private RaiException endless(String problem) {
        return new RaiException(
                ErrorCode.CALL_UNREADABLE,
                pages.operation().id() + " " + problem + ", so its end would never come. Look at x-rai-paging of the "
                        + "operation in the contract.");
    }

    private List<JsonNode> fresh(List<JsonNode> found) {
        Paging paging = pages.paging();
        if (paging.id().isEmpty()) {
            return found;
        }
        Set<JsonNode> ids = new HashSet<>();
        List<JsonNode> fresh = found.stream()
                .filter(item -> {
                    JsonNode id = item.at(paging.id().get());
                    return id.isMissingNode() || ids.add(id) && !idsBefore.contains(id);
                })
                .toList();
        idsBefore = ids;
        repeated += found.size() - fresh.size();
        return fresh;
    }
}
