package ai.returning.routes.lint.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelectListTest {
    @Test
    void readsPlainColumnsAndThoseOfATable() {
        assertThat(SelectList.columns("select email, m.first_name from members m"))
                .hasValueSatisfying(columns -> assertThat(columns).containsExactly("email", "first_name"));
    }

    @Test
    void takesTheNameAfterAs() {
        assertThat(SelectList.columns("SELECT lower(email) AS mail, count(*) visits FROM members"))
                .hasValueSatisfying(columns -> assertThat(columns).containsExactly("mail", "visits"));
    }

    @Test
    void passesOverCommentsAndQueriesInBrackets() {
        assertThat(SelectList.columns(
                        "-- who\nselect /* key */ id, (select max(day) from visits) as last from members"))
                .hasValueSatisfying(columns -> assertThat(columns).containsExactly("id", "last"));
    }

    @Test
    void takesQuotedNamesWithoutTheirQuotes() {
        assertThat(SelectList.columns("select distinct \"First Name\" from members"))
                .hasValueSatisfying(columns -> assertThat(columns).containsExactly("First Name"));
    }

    @Test
    void saysNothingOfAStarOrAQueryThatIsNotPlain() {
        assertThat(SelectList.columns("select * from members")).isEmpty();
        assertThat(SelectList.columns("with m as (select 1) select id from m")).isEmpty();
        assertThat(SelectList.columns("select count(*) from members")).isEmpty();
    }
}
