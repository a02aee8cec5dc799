package ai.returning.routes.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorQueryTest {
    private static final String URL = "jdbc:postgresql://h/d";

    @Test
    void fillsEveryPlaceOutsideOfStringsNamesAndComments() {
        CursorQuery query = CursorQuery.of(
                "crm",
                URL,
                "select ':cursor', x::cursor, \":cursor\", :cursors, $$:cursor$$ -- :cursor\nfrom t where id > :cursor or id=:cursor");
        assertThat(query.from(BigInteger.valueOf(-7)))
                .isEqualTo(
                        "select ':cursor', x::cursor, \":cursor\", :cursors, $$:cursor$$ -- :cursor\nfrom t where id > (-7) or id=(-7)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select ':cursor'",
                "select 1 -- :cursor",
                "select x::cursor from t",
                "select :cursor_2"
            })
    void refusesAQueryThatWouldReadEverythingEachTime(String sql) {
        assertThatThrownBy(() -> CursorQuery.of("crm", URL, sql))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("has no :cursor");
    }

    @Test
    void refusesTwoStatements() {
        assertThatThrownBy(() -> CursorQuery.of("crm", URL, "select :cursor; delete from t"))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("more than one statement");
    }
}
