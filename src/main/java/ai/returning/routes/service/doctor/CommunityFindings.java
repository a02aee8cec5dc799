package ai.returning.routes.service.doctor;

import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.SecurityScheme;
import ai.returning.routes.contract.TenantMark;
import ai.returning.routes.identity.CommunityCheck;
import ai.returning.routes.identity.CommunityCheck.Demand;
import ai.returning.routes.identity.Standing;
import ai.returning.routes.identity.ToldNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Whether the keys that do effects belong to the configured community, and what names of users rest on. */
final class CommunityFindings {
    private static final String AREA = "community";

    private final Tenant tenant;
    private final Predicate<Operation> reached;

    /** @param reached whether the host of an operation can be called */
    CommunityFindings(Tenant tenant, Predicate<Operation> reached) {
        this.tenant = tenant;
        this.reached = reached;
    }

    List<Finding> check() {
        List<Finding> found = new ArrayList<>();
        if (tenant.communityId().isBlank()) {
            found.add(Finding.note(AREA, "keys", "not compared: RETURNING_AI_COMMUNITY_ID is not set"));
        } else {
            schemes().forEach(scheme -> found.add(key(scheme)));
        }
        ToldNames.of(tenant.contract()).forEach(told -> found.add(names(told)));
        return found;
    }

    /** Security schemes of effects whose key is configured. */
    private List<String> schemes() {
        return tenant.contract().operations().stream()
                .filter(operation -> operation.enabled() && operation.effect() != EffectMark.NONE)
                .filter(operation -> !operation.security().equals(SecurityScheme.NONE))
                .filter(tenant.hasKey())
                .map(Operation::security)
                .distinct()
                .toList();
    }

    private Finding key(String scheme) {
        boolean open = tenant.contract().operations().stream()
                .filter(operation -> operation.security().equals(scheme))
                .filter(operation -> TenantMark.of(operation).isPresent())
                .allMatch(reached);
        String check = "key for " + scheme;
        if (!open) {
            return Finding.note(AREA, check, "not compared: its host cannot be called");
        }
        CommunityCheck keys = new CommunityCheck(
                tenant.client(),
                tenant.contract(),
                tenant.communityId(),
                tenant.hasKey(),
                Demand.WHEN_SHOWN,
                Duration.ofMinutes(1));
        Standing standing = keys.standing(scheme).toCompletableFuture().join();
        return switch (standing.kind()) {
            case SAME -> Finding.ok(AREA, check, standing.why());
            case OTHER ->
                Finding.fail(
                        AREA,
                        check,
                        standing.why(),
                        "correct the key or RETURNING_AI_COMMUNITY_ID; no effect is sent until then");
            case UNSHOWN, UNREADABLE -> Finding.note(AREA, check, "not proven: " + standing.why());
        };
    }

    private Finding names(ToldNames told) {
        boolean can = told.operation().enabled() && tenant.hasKey().test(told.operation());
        String check = told.operation().id();
        return can
                ? Finding.ok("names of users", check, told.sentence())
                : Finding.note("names of users", check, "not used, it is off or has no key; it " + told.sentence());
    }
}
