package ai.returning.routes.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "-- first; line ?\nSELECT 1",
                "/* a /* nested; */ b ? */ SELECT 1",
                "SELECT ';' || '?' || '''' || \"a;?\"\"b\" FROM t",
                "SELECT E'it\\'s; ?', $$ ; ? $$, $tag$ ; $$ ? $tag$",
                "SELECT a$b$c, $1::int",
                "SELECT '\\'",
                "SELECT (1 + (2)) -- (\n + 3"
            })
    void keepsOneStatementAsItIs(String sql) {
        assertThat(QueryText.single("crm", Dialect.POSTGRESQL, sql)).isEqualTo(sql);
        assertThat(QueryText.single("crm", Dialect.POSTGRESQL, sql + " \n;\t-- end ; ( ?\n/* ; */ ; "))
                .isEqualTo(sql);
    }

    @Test
    void takesOffAByteOrderMark() {
        assertThat(QueryText.single("crm", Dialect.H2, "\uFEFFSELECT 1;")).isEqualTo("SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "; SELECT 2",
                "SELECT 1) TO STDOUT; DROP TABLE t; COPY (SELECT 1",
                "SELECT 1) UNION (SELECT 2",
                "SELECT (1",
                "SELECT 'a",
                "SELECT \"a",
                "SELECT $x$ a",
                "SELECT 1 /* a /* b */",
                "SELECT a ? 'b'",
                "",
                " -- nothing",
                ";"
            })
    void refusesWhatIsNotOneStatement(String sql) {
        assertThatThrownBy(() -> QueryText.single("crm", Dialect.POSTGRESQL, sql))
                .isInstanceOf(RaiException.class)
                .hasMessageStartingWith("RAI-3004 Source crm: the query ")
                .hasMessageContaining("line ");
    }

    @Test
    void tellsTheLine() {
        assertThatThrownBy(() -> QueryText.single("crm", Dialect.POSTGRESQL, "SELECT 1\nFROM t\nWHERE a = ?"))
                .hasMessageContaining("(line 3)");
    }

    @Test
    void readsStringsByTheRulesOfTheDatabase() {
        assertThat(QueryText.single("crm", Dialect.MYSQL, "SELECT 'a\\';?' # ; end"))
                .isEqualTo("SELECT 'a\\';?'");
        assertThat(QueryText.single("crm", Dialect.MYSQL, "SELECT 5--3")).isEqualTo("SELECT 5--3");
        assertThat(QueryText.single("crm", Dialect.MARIADB, "SELECT `a;?` -- x"))
                .isEqualTo("SELECT `a;?`");
        assertThat(QueryText.single("crm", Dialect.SQL_SERVER, "SELECT [a;?] FROM t"))
                .isEqualTo("SELECT [a;?] FROM t");
    }
}
