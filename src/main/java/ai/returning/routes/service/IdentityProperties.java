package ai.returning.routes.service;

import ai.returning.routes.identity.CommunityCheck.Demand;
import ai.returning.routes.identity.IdentitySettings;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who users are, and whose the keys are; meaning of each key in {@code config/application.yaml}.
 *
 * @param keyCheck what is asked of a key before effects are sent with it
 */
public record IdentityProperties(
        @DefaultValue("24h") Duration keep,
        @DefaultValue("10m") Duration keepUnknown,
        @Within(least = 1) @DefaultValue("8") int inFlight,
        @Within @DefaultValue("200") int listFrom,
        @DefaultValue("when-shown") Demand keyCheck) {

    IdentitySettings settings() {
        return new IdentitySettings(keep, keepUnknown, inFlight, listFrom);
    }
}
