package ai.returning.routes.sync.poll;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one reading, in order of the cursor.
 *
 * @param rows all that share a value of the cursor, or none of them
 * @param end the last value; null if there are no rows
 * @param last whether there was nothing behind them
 */
record Slice(
        List<Map<String, @Nullable Object>> rows, @Nullable CursorValue end, boolean last) {}
