package ai.returning.routes.sync;

import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.emulator.UserField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The customers of the tests: {@code user1@example.org} and so on, as a table and as members of the community. */
public final class Customers {
    private Customers() {}

    /** Statements that make the table anew. */
    public static String[] table(int customers) {
        return new String[] {"drop table if exists customers", """
            create table customers (id bigint primary key, email text, first_name text, last_name text,
                country char(2), city text, language text, currency char(3), tier text, balance numeric,
                lifetime_deposit numeric(14,2), marketing_consent boolean, birth_date date)
            """, """
            insert into customers select i, 'user' || i || '@example.org', 'Zoë', 'Van "Dutch" O''Ng, Jr.', 'DE',
                'São Paulo', 'de', 'EUR', (array['bronze','silver','gold'])[1 + i %% 3], i * 1.5, i, i %% 2 = 0,
                date '1980-01-01' + i::int
            from generate_series(1, %d) i
            """.formatted(customers)};
    }

    /** A community with the fields of the flow, in which the first customers are members. */
    public static EmulatorSeed community(int customers) {
        List<UserField> fields = new ArrayList<>();
        for (String text : List.of("country", "city", "language", "currency", "member-tier", "marketing-consent")) {
            fields.add(UserField.text(text));
        }
        fields.add(UserField.number("account-balance"));
        fields.add(UserField.number("lifetime-deposit"));
        fields.add(UserField.date("birth-date"));
        return new EmulatorSeed(
                fields, IntStream.rangeClosed(1, customers).mapToObj(i -> SeedUser.of("user" + i + "@example.org")));
    }
}
