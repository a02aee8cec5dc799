package ai.returning.routes.effects;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds effects whose operation is gone from the contract, as after a renaming: nothing could be called for them, and they
 * must hold up no others. They go on once the operation is there again.
 */
final class KnownOperations implements TenantCheck {
    private static final Logger LOG = LoggerFactory.getLogger(KnownOperations.class);
    /** A contract is read at the start of a process only. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Set<String> known;
    private final TenantCheck rest;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param rest asked about the operations that are there */
    KnownOperations(Contract contract, TenantCheck rest) {
        this.known = contract.operations().stream().map(Operation::id).collect(Collectors.toSet());
        this.rest = rest;
    }

    @Override
    public CompletionStage<Optional<Wait>> before(String operation) {
        if (known.contains(operation)) {
            return rest.before(operation);
        }
        String why = "operation " + operation + " is not in the contract";
        if (told.add(operation)) {
            LOG.warn("Effects wait: {}. They are sent when it is there again, under this name", why);
        }
        return CompletableFuture.completedStage(Optional.of(new Wait(why, AGAIN)));
    }
}
