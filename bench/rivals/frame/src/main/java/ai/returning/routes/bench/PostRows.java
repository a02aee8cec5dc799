package ai.returning.routes.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** The rows of scenario json-posts: the body of one call each, about 207 bytes as JSON. */
public final class PostRows {
    /** Path of the operation below the base URL. */
    public static final String PATH = "/users";

    /** What every side keeps under way at a time. */
    public static final int IN_FLIGHT = Integer.parseInt(System.getenv().getOrDefault("BENCH_IN_FLIGHT", "256"));

    private PostRows() {}

    /** How many rows a run has: {@code BENCH_ROWS}, 100,000. */
    public static int count() {
        return Integer.parseInt(System.getenv().getOrDefault("BENCH_ROWS", "100000"));
    }

    public static Map<String, Object> row(int number) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("firstname", "First" + number);
        row.put("lastname", "Last" + number);
        row.put("username", "user." + number);
        row.put("displayname", "First Last " + number);
        row.put("email", "user." + number + "@example.org");
        row.put("accessLevel", 1);
        row.put("joinServer", true);
        row.put("sendEmail", false);
        row.put("emailPassword", false);
        return row;
    }
}
