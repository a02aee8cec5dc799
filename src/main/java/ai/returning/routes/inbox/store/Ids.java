package ai.returning.routes.inbox.store;

import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Questions about some events by their ids. */
final class Ids {
    private static final int SMALL = 16;
    private static final int LARGE = 128;

    private Ids() {}

    /**
     * The rows of a statement with one {@code in (%s)}.
     *
     * <p>The list is filled up to one of two lengths, so that the database meets few statements and keeps their plans.
     */
    static <T> List<T> list(Jdbc jdbc, String sql, Jdbc.RowReader<T> reader, List<String> ids) {
        List<T> rows = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += LARGE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + LARGE));
            int places = some.size() <= SMALL ? SMALL : LARGE;
            List<Object> values = new ArrayList<>(some);
            while (values.size() < places) {
                values.add(some.get(0));
            }
            String question = sql.formatted(String.join(", ", Collections.nCopies(places, "?")));
            rows.addAll(jdbc.list(question, reader, values.toArray()));
        }
        return rows;
    }
}
