package ai.returning.routes.component;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.Paging;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import org.jspecify.annotations.Nullable;

/** Reads a list or search to its end without a route, as {@code paginate=true} does in one. */
public final class AllPages {
    /** As the option {@code maxPages} of an endpoint. */
    private static final int MAX_PAGES = 100_000;

    private AllPages() {}

    /**
     * Fetches the first page; the others follow as the items are taken.
     *
     * @param call parameters and body without page and limit
     * @param pageToken where a reading that broke off told to start again; null for the first page
     * @throws RaiException PARAMETER_INVALID if the contract knows no pages of the operation, or the token is not its
     */
    public static PageItems of(ApiClient client, Operation operation, ApiCall call, @Nullable String pageToken) {
        Paging paging = operation
                .paging()
                .orElseThrow(() -> new RaiException(
                        ErrorCode.PARAMETER_INVALID,
                        "The contract knows no pages of " + operation.id()
                                + " (x-rai-paging), so there is nothing to follow. Call it without --all."));
        Pages pages = new Pages(operation, paging, new LenientAnswer(operation), call);
        String start = pageToken == null ? pages.first() : PageToken.position(pages, pageToken);
        return PageItems.open(client, pages, MAX_PAGES, start, client.call(pages.at(start)));
    }
}
