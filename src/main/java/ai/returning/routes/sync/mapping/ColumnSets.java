package ai.returning.routes.sync.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers a mapping can give. Where an empty cell clears a field, a row leaves a field alone by leaving its columns
 * out: its column set is a bit mask of the fields left out, 0 for the whole header. The mask of a row depends on the
 * row alone, so it is the same in each run.
 */
final class ColumnSets {
    /** Bits of a mask. */
    static final int MAX_LEAVABLE = 31;

    private final Map<String, Integer> bits = new HashMap<>();
    private final List<FieldSpec> fields;
    private final String operatorSuffix;
    private final List<String> all;
    private final int leavable;

    ColumnSets(List<FieldSpec> fields, String operatorSuffix, boolean splits) {
        this.fields = fields;
        this.operatorSuffix = operatorSuffix;
        int next = 0;
        for (FieldSpec field : fields) {
            if (splits && field.nulls() == NullPolicy.LEAVE) {
                bits.put(field.name(), next < MAX_LEAVABLE ? 1 << next : 0);
                next++;
            }
        }
        this.leavable = next;
        this.all = header(0);
    }

    List<String> all() {
        return all;
    }

    int leavable() {
        return leavable;
    }

    /** The bit of a field that is left out when it is null, or 0 if it never is. */
    int bit(FieldSpec field) {
        return bits.getOrDefault(field.name(), 0);
    }

    List<String> header(int columnSet) {
        List<String> header = new ArrayList<>();
        for (FieldSpec field : fields) {
            if ((bit(field) & columnSet) == 0) {
                if (field.operator() != null) {
                    header.add(field.name() + operatorSuffix);
                }
                header.add(field.name());
            }
        }
        return List.copyOf(header);
    }
}
