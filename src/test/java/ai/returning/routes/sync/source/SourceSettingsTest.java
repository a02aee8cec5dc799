package ai.returning.routes.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://x/y'",
                "jdbc:h2:mem:x;init=SELECT 1",
                "jdbc:h2:mem:x;MODE=PostgreSQL;TRACE_LEVEL_FILE=3",
                "jdbc:h2:mem:x;TRACE_LEVEL_SYSTEM_OUT=3",
                "jdbc:postgresql://h/d?socketFactory=a.b.C",
                "jdbc:postgresql://h/d?ssl=true&socketFactoryArg=x",
                "jdbc:postgresql://h/d?sslfactory=a.b.C",
                "jdbc:postgresql://h/d?%6CoggerFile=/tmp/x",
                "jdbc:postgresql://h/d?authenticationPluginClassName=a.b.C",
                "jdbc:mysql://h/d?allowLoadLocalInfile=true",
                "jdbc:mysql://h/d?autoDeserialize=false&autoDeserialize=true",
                "jdbc:sqlserver://h;trustManagerClass=a.b.C"
            })
    void refusesParametersThatRunCodeOrWriteFiles(String url) {
        assertThatThrownBy(() -> SourceSettings.of("crm", url, "u", "p"))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("the URL parameter ")
                .hasMessageContaining("Remove it.")
                .extracting(e -> ((RaiException) e).code())
                .isEqualTo(ErrorCode.CONFIG_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:file:/data/crm;MODE=PostgreSQL;WRITE_DELAY=0;FORBID_CREATION=TRUE;TRACE_LEVEL_FILE=0",
                "jdbc:postgresql://h:5432/d?sslmode=verify-full&sslfactory=org.postgresql.ssl.LibPQFactory",
                "jdbc:postgresql://a,b/d?targetServerType=preferSecondary&currentSchema=crm",
                "jdbc:mysql://h/d?allowLoadLocalInfile=false&useSSL=true",
                "jdbc:sqlserver://h:1433;databaseName=d;encrypt=true"
            })
    void takesOrdinaryUrls(String url) {
        assertThat(SourceSettings.of("crm", url, "u", "p").url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h:5432/d?user=u&password=secret, jdbc:postgresql://h:5432/d",
        "jdbc:h2:file:/data/crm;PASSWORD=secret, jdbc:h2:file:/data/crm",
        "jdbc:oracle:thin:scott/secret@//h:1521/d, jdbc:oracle:…@//h:1521/d",
        "jdbc:mysql://u:secret@h/d?x=y, jdbc:mysql:…@h/d"
    })
    void showsNoSecret(String url, String shown) {
        assertThat(JdbcUrl.shown(url)).isEqualTo(shown);
        SourceSettings settings = SourceSettings.of("crm", url, "bob", "hidden");
        assertThat(settings.toString()).isEqualTo("Source crm (" + shown + ") as bob");
        assertThat(settings.toString()).doesNotContain("secret", "hidden");
    }

    @Test
    void refusesWhatIsNoJdbcUrlOrHasNoDriver() {
        assertThatThrownBy(() -> SourceSettings.of("crm", "postgres://u:secret@h/d", "u", "p"))
                .hasMessageContaining("must start with jdbc:")
                .hasMessageNotContaining("secret");
        SourceSettings unknown = SourceSettings.of("crm", "jdbc:nosuch://h/d?password=secret", "u", "p");
        assertThatThrownBy(() -> new JdbcRowSource(unknown))
                .hasMessageContaining("RAI-0001")
                .hasMessageContaining("no JDBC driver")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesLimitsWithoutSense() {
        SourceSettings settings = SourceSettings.of("crm", "jdbc:h2:mem:x", "u", "p");
        assertThatThrownBy(() -> settings.withFetchRows(0)).hasMessageContaining("fetch-rows is 0");
        assertThatThrownBy(() -> settings.withRetries(-1, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("connect-retries is -1");
        assertThatThrownBy(() -> settings.withLimits(Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("connect-limit");
    }
}
