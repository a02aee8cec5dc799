package ai.returning.routes.sync.poll;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deals with rows. */
@FunctionalInterface
public interface RowHandler {
    /**
     * Returns when all rows are dealt with for good; then the cursor moves past them. If it throws, the same rows come
     * again.
     *
     * @param run the round that read them
     */
    void accept(List<Map<String, @Nullable Object>> rows, String run);
}
