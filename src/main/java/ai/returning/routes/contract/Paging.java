package ai.returning.routes.contract;

import java.util.Optional;

/** How the pages of a list or search are asked for and told apart ({@code x-rai-paging}). */
public record Paging(
        Style style,
        /** Name of the query parameter that moves on, or a JSON pointer into the request body. */
        String parameter,
        /** Parameter or pointer of the page size; empty where the caller cannot choose it. */
        Optional<String> limit,
        /** Value of the first page or skip. */
        int first,
        /** Items of a full page: what is asked for, or what the vendor has fixed. */
        int size,
        /** JSON pointer of the list in the payload; empty if the payload is the list. */
        String items,
        /** JSON pointer, into the whole answer, of the mark that more pages follow. Without it a short page is the last. */
        Optional<String> more,
        /** JSON pointer, into the whole answer, of the next cursor. */
        Optional<String> next,
        /** JSON pointer, into an item, of what tells it from all others; by it an item that comes twice is found. */
        Optional<String> id) {

    /** What the parameter counts. */
    public enum Style {
        /** Page numbers. */
        PAGE,
        /** Items to skip. */
        SKIP,
        /** A text of the last answer that names the place to go on. */
        CURSOR,
        /** Page numbers; the size of a page cannot be chosen. */
        FIXED
    }

    /** True if the name is a pointer into the request body, and no query parameter. */
    public static boolean inBody(String name) {
        return name.startsWith("/");
    }
}
