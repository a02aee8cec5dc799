package ai.returning.routes.bench;

import java.net.URI;

/** What every rival is told, by environment: where the rows are, where they go, how many make a file. */
public record Settings(String dbUrl, String dbUser, String dbPassword, URI upload, int chunkRows) {

    /** The question every side asks; no order is demanded. */
    public static final String QUERY =
            """
            SELECT email, first_name, last_name, country, city, language, currency, tier, \
            balance, lifetime_deposit, marketing_consent, birth_date FROM customers""";

    /** The header of every file: 12 fields and the operators of the two numeric ones. */
    public static final String[] HEADER = {
        "email",
        "first_name",
        "last_name",
        "country",
        "city",
        "language",
        "currency",
        "member-tier",
        "account-balance_op",
        "account-balance",
        "lifetime-deposit_op",
        "lifetime-deposit",
        "marketing-consent",
        "birth-date"
    };

    /** Reads {@code BENCH_DB_URL|USER|PASSWORD}, {@code BENCH_API_URL} and {@code BENCH_CHUNK_ROWS} (10,000). */
    public static Settings fromEnvironment() {
        return new Settings(
                required("BENCH_DB_URL"),
                required("BENCH_DB_USER"),
                System.getenv().getOrDefault("BENCH_DB_PASSWORD", ""),
                URI.create(required("BENCH_API_URL") + "/users/bulk-update"),
                Integer.parseInt(System.getenv().getOrDefault("BENCH_CHUNK_ROWS", "10000")));
    }

    private static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(name + " is not set in the environment.");
        }
        return value;
    }
}
