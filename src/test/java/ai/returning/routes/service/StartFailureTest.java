package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import org.apache.camel.FailedToCreateRouteException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class StartFailureTest {

    @Test
    void findsOurErrorBelowTheWrappingAndNamesTheRoute() {
        RaiException cause = new RaiException(ErrorCode.OPTION_UNKNOWN, "Option 'crn' is not known.");
        Throwable failure = new IllegalStateException(
                "Spring says", new FailedToCreateRouteException("sync-customers", "x", "y", cause));

        assertThat(StartFailure.describe(failure))
                .isEqualTo("RAI-1004 Option 'crn' is not known. (route 'sync-customers')");
    }

    @Test
    void namesTheTakenPort() {
        assertThat(StartFailure.describe(new IllegalStateException(new PortInUseException(8080))))
                .startsWith("RAI-0009 Port 8080");
    }

    @Test
    void keepsOtherFailuresToOneLine() {
        assertThat(StartFailure.describe(new IllegalStateException("first\nsecond")))
                .startsWith("RAI-0001")
                .contains("first")
                .doesNotContain("\n");
    }
}
