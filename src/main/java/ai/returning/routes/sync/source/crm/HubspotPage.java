package ai.returning.routes.sync.source.crm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search.
 *
 * @param total contacts the search found, on this page and after; -1 if the page does not say
 * @param contacts in the order of the page
 * @param isWhole whether the page had a total and a list of results
 */
record HubspotPage(long total, List<Contact> contacts, boolean isWhole) {
    /**
     * A contact.
     *
     * @param id -1 if it is no number
     * @param values in the order of the columns; null where it has none
     */
    record Contact(long id, boolean archived, List<@Nullable String> values) {}
}
