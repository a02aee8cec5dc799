package ai.returning.routes.lint;

/** Parts of the URI of an endpoint as routes write it. */
final class Uris {
    private Uris() {}

    /** Where the query begins, at its question mark; -1 if there is none. The mark in {@code {{?x}}} is not one. */
    static int query(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            if (uri.startsWith("{{", i)) {
                int end = uri.indexOf("}}", i);
                i = end < 0 ? i + 1 : end + 1;
            } else if (uri.charAt(i) == '?') {
                return i;
            }
        }
        return -1;
    }
}
