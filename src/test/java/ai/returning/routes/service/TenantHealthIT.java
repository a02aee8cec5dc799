package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.identity.CommunityCheck;
import ai.returning.routes.identity.CommunityCheck.Demand;
import ai.returning.routes.identity.IdentityWorld;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** What readiness says of keys. */
class TenantHealthIT {
    private final IdentityWorld world;

    TenantHealthIT(@TempDir Path folder) {
        world = new IdentityWorld(folder, 1);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private CommunityCheck check(String community) {
        return new CommunityCheck(
                world.client,
                IdentityWorld.CONTRACT,
                community,
                operation -> true,
                Demand.WHEN_SHOWN,
                Duration.ofMinutes(1));
    }

    @Test
    void isReadyBeforeAnyEffectAndAsksNobody() {
        assertThat(new TenantHealth(check(IdentityWorld.COMMUNITY)).health().getStatus())
                .isEqualTo(Status.UP);
        assertThat(world.emulator.requests().all()).isEmpty();
    }

    @Test
    void tellsWhatProvedAKey() {
        CommunityCheck check = check(IdentityWorld.COMMUNITY);
        check.hindrance("awardBadge").toCompletableFuture().join();

        Health health = new TenantHealth(check).health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().get("x-api-key").toString()).contains("same: listMyServers shows");
    }

    @Test
    void isNotReadyWithAKeyOfAnotherCommunity() {
        CommunityCheck check = check("66b1d0a4c5e2f30011aa0009");
        check.hindrance("awardBadge").toCompletableFuture().join();

        assertThat(new TenantHealth(check).health().getStatus()).isEqualTo(Status.DOWN);
    }
}
