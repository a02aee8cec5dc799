package ai.returning.routes.service;

import ai.returning.routes.identity.CommunityCheck;
import ai.returning.routes.identity.Standing;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Not ready while a key belongs to another community. Says what was seen before effects; asks nobody itself. */
final class TenantHealth implements HealthIndicator {
    private final CommunityCheck check;

    TenantHealth(CommunityCheck check) {
        this.check = check;
    }

    @Override
    public Health health() {
        Map<String, Standing> standings = check.standings();
        boolean other = standings.values().stream().anyMatch(standing -> standing.kind() == Standing.Kind.OTHER);
        Health.Builder health = other ? Health.down() : Health.up();
        standings.forEach((scheme, standing) ->
                health.withDetail(scheme, standing.kind().name().toLowerCase(Locale.ROOT) + ": " + standing.why()));
        return health.build();
    }
}
