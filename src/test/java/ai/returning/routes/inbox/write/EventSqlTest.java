package ai.returning.routes.inbox.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places of an event in the SQL of a flow. */
class EventSqlTest {
    @Test
    void makesParametersOfPlacesAndOfNothingElse() {
        EventSql sql = EventSql.parse("a.sql", """
                -- :user.id in a comment; and a semicolon
                insert into t (a, b, "c:user") values (:user.id, ':key;', cast(:time as text)::varchar) /* :key */;
                update t set d = $x$ :key; $x$ where e = :content.purchase.item.id;
                """);
        assertThat(sql.statements())
                .extracting(EventSql.Statement::sql)
                .containsExactly(
                        "insert into t (a, b, \"c:user\") values (?, ':key;', cast(? as text)::varchar)",
                        "update t set d = $x$ :key; $x$ where e = ?");
        assertThat(sql.places()).containsExactly("user.id", "time", "content.purchase.item.id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select :usr.id     | a.sql:1 names ':usr.id', which no event has. Did you mean user?
            select ?           | a.sql:1 has a '?'
            -- nothing         | a.sql:1 is empty
            select 'x          | a.sql:1 has a ' that is missing
            select /* x        | a.sql:1 has a */ that is missing
            """, quoteCharacter = '`')
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> EventSql.parse("a.sql", text))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining(message);
    }
}
