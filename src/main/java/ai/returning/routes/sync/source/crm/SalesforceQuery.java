package ai.returning.routes.sync.source.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query (SOQL) of one reading. */
final class SalesforceQuery {
    /** A field, or one of a record it leads to. */
    private static final Pattern FIELD = Pattern.compile("[A-Za-z]\\w*(\\.[A-Za-z]\\w*){0,5}");

    private static final String ID = "Id";

    private SalesforceQuery() {}

    /**
     * The fields of a mapping, and the id.
     *
     * @param since only records changed from then on; null for all
     * @throws RaiException SOURCE_COLUMN_MISSING for a name that cannot be one of a field
     */
    static String of(SalesforceSettings settings, List<String> fields, @Nullable Instant since) {
        Set<String> names = new LinkedHashSet<>();
        names.add(ID);
        for (String field : fields) {
            if (!FIELD.matcher(field).matches()) {
                throw new RaiException(
                        ErrorCode.SOURCE_COLUMN_MISSING,
                        settings.shown() + ": '" + field
                                + "' of the mapping cannot be a field. Write its API name, such"
                                + " as Name, Custom_Field__c or Owner.Name.");
            }
            if (names.stream().noneMatch(field::equalsIgnoreCase)) {
                names.add(field);
            }
        }
        StringBuilder soql = new StringBuilder("SELECT " + String.join(", ", names) + " FROM "
                + settings.query().object());
        String filter = settings.query().filter().strip();
        if (!filter.isEmpty()) {
            soql.append(" WHERE (").append(filter).append(')');
        }
        if (since != null) {
            soql.append(filter.isEmpty() ? " WHERE " : " AND ")
                    .append(settings.query().modified())
                    .append(" >= ")
                    .append(since);
        }
        return soql.toString();
    }
}
