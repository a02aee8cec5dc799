package ai.returning.routes.emulator;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One page out of a list, numbered from 1. */
record Page<T>(List<T> items, int number, int size, int total) {

    static <T> Page<T> of(List<T> all, int number, int size) {
        int from = (int) Math.min(all.size(), (number - 1L) * size);
        int to = (int) Math.min(all.size(), (long) from + size);
        return new Page<>(all.subList(from, to), number, size, all.size());
    }

    int pages() {
        return (int) Math.max(1, ((long) total + size - 1) / size);
    }

    /** The paging block of the application host. */
    ObjectNode metaBlock() {
        return Json.MAPPER
                .createObjectNode()
                .put("page", number)
                .put("limit", size)
                .put("total", total)
                .put("totalPages", pages());
    }

    /** The paging block of the bulk queries. */
    ObjectNode block() {
        return Json.MAPPER
                .createObjectNode()
                .put("total", total)
                .put("currentPage", number)
                .put("totalPages", pages())
                .put("hasNextPage", number < pages())
                .put("hasPrevPage", number > 1);
    }
}
