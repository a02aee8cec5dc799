package ai.returning.routes.sync.source.crm;

import ai.returning.routes.sync.source.CopyText;
import ai.returning.routes.sync.source.RawRows;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Records of a reading, one after the other. */
interface SalesforceRecords {
    /** Appends the next record, or returns false after the last one. */
    boolean read(RawRows into);

    /** Pages write a moment with +0000, jobs with Z. */
    Pattern OFFSET = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");

    /** Appends a cell; Salesforce knows no empty text. */
    static void cell(RawRows into, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            CopyText.none(into);
        } else if (value.length() == 28 && OFFSET.matcher(value).matches()) {
            CopyText.text(into, value.substring(0, 23) + "Z");
        } else {
            CopyText.text(into, value);
        }
    }
}
