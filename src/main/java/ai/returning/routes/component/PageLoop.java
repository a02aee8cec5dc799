package ai.returning.routes.component;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notices pages that lead round in a circle. It remembers one page and one position, however long the list is. */
final class PageLoop {
    private List<JsonNode> before = List.of();
    private boolean started;
    /** A position that later ones are compared with; it moves up at page 1, 2, 4, 8 and so on, so any circle meets it. */
    private String marker = "";

    private long pages;
    private long markAt = 1;

    /** True if the page is the one before it, item for item. Asked before {@link #repeats}, which remembers it. */
    boolean same(List<JsonNode> items) {
        return started && items.equals(before);
    }

    /** True if the page says the same as the one before it. Items that are all alike prove nothing. */
    boolean repeats(List<JsonNode> items) {
        boolean same = started && items.equals(before);
        before = items;
        started = true;
        return same && (items.isEmpty() || items.size() > 1 && !allAlike(items));
    }

    /** True if the reading has been at the next position before. */
    boolean leadsBack(String position, @Nullable String next) {
        pages++;
        if (next == null) {
            return false;
        }
        boolean back = next.equals(position) || pages > 1 && next.equals(marker);
        if (pages == markAt) {
            marker = position;
            markAt *= 2;
        }
        return back;
    }

    private static boolean allAlike(List<JsonNode> items) {
        Set<JsonNode> distinct = new HashSet<>();
        for (JsonNode item : items) {
            distinct.add(item);
            if (distinct.size() > 1) {
                return false;
            }
        }
        return true;
    }
}
