package ai.returning.routes.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The mapping bean of both forms: a row of camel-sql in, a row of the file out. One thread uses it. */
@Component
public class CustomerMapper {
    private long rows;

    public List<Map<String, Object>> mapAll(List<Map<String, Object>> customers) {
        List<Map<String, Object>> mapped = new ArrayList<>(customers.size());
        for (Map<String, Object> customer : customers) {
            mapped.add(map(customer));
        }
        return mapped;
    }

    public Map<String, Object> map(Map<String, Object> customer) {
        rows++;
        Map<String, Object> row = new LinkedHashMap<>(32);
        row.put("email", customer.get("email"));
        row.put("first_name", customer.get("first_name"));
        row.put("last_name", customer.get("last_name"));
        row.put("country", customer.get("country"));
        row.put("city", customer.get("city"));
        row.put("language", customer.get("language"));
        row.put("currency", customer.get("currency"));
        row.put("member-tier", customer.get("tier"));
        overwrite(row, "account-balance", customer.get("balance"));
        overwrite(row, "lifetime-deposit", customer.get("lifetime_deposit"));
        row.put("marketing-consent", customer.get("marketing_consent"));
        row.put("birth-date", text(customer.get("birth_date")));
        return row;
    }

    long rows() {
        return rows;
    }

    private static void overwrite(Map<String, Object> row, String field, Object value) {
        row.put(field + "_op", value == null ? null : "overwrite");
        row.put(field, value);
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
