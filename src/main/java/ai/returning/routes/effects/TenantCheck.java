package ai.returning.routes.effects;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asked before an effect is claimed: whether its key belongs to the community of the ledger. */
@FunctionalInterface
public interface TenantCheck {
    /** No check. */
    TenantCheck NONE = operation -> CompletableFuture.completedStage(Optional.empty());

    /** Why an effect has to wait, and how long at least. */
    record Wait(String why, Duration again) {}

    /**
     * What keeps effects of this operation from being sent now. It answers at once when it knows; a stage that fails
     * keeps the effect as well.
     */
    CompletionStage<Optional<Wait>> before(String operation);
}
