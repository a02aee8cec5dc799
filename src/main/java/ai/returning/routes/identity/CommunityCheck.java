package ai.returning.routes.identity;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.TenantMark;
import ai.returning.routes.identity.Standing.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the keys belong to the configured community. Each security scheme has a key of its own, so each is looked at
 * by an operation that is called with it ({@code x-rai-tenant-check}): once if all is well, else again after a while.
 * Safe for use by many threads.
 */
public final class CommunityCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CommunityCheck.class);
    /** A tenant that cannot be reached is asked again after this time. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** What is asked of a key before effects are sent with it. */
    public enum Demand {
        /** A key of another community sends nothing; one that shows no community does. */
        WHEN_SHOWN,
        /** Only a key that shows the configured community sends. */
        REQUIRED,
        /** Nothing is looked at. */
        OFF
    }

    /** Why nothing may be sent, and when it may be asked again. */
    public record Hindrance(String why, Duration again) {}

    private record Look(CompletableFuture<Standing> standing, long begun) {}

    private final ApiClient client;
    private final Contract contract;
    private final String community;
    private final Predicate<Operation> usable;
    private final Demand demand;
    private final Duration hold;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();

    /**
     * @param community the configured id
     * @param usable whether an operation has its key
     * @param hold a key that was refused is looked at again after this time
     */
    public CommunityCheck(
            ApiClient client,
            Contract contract,
            String community,
            Predicate<Operation> usable,
            Demand demand,
            Duration hold) {
        this.client = client;
        this.contract = contract;
        this.community = community;
        this.usable = usable;
        this.demand = demand;
        this.hold = hold;
    }

    /** What keeps an effect of this operation from being sent now; empty if nothing does. */
    public CompletionStage<Optional<Hindrance>> hindrance(String operationId) {
        return demand == Demand.OFF
                ? CompletableFuture.completedStage(Optional.empty())
                : standing(contract.operation(operationId).security()).thenApply(this::hindrance);
    }

    private Optional<Hindrance> hindrance(Standing standing) {
        return standing.maySend(demand)
                ? Optional.empty()
                : Optional.of(new Hindrance(standing.why(), pause(standing)));
    }

    private Duration pause(Standing standing) {
        return standing.kind() == Kind.UNREADABLE && SOON.compareTo(hold) < 0 ? SOON : hold;
    }

    /** How the key of a security scheme stands; the API is asked if that is not known. */
    public CompletionStage<Standing> standing(String scheme) {
        return looks.compute(scheme, (name, last) -> last == null || isOver(last) ? look(name) : last)
                .standing();
    }

    /** How the keys stand that were looked at, by security scheme. */
    public Map<String, Standing> standings() {
        Map<String, Standing> known = new TreeMap<>();
        looks.forEach((scheme, look) -> {
            if (look.standing().isDone()) {
                known.put(scheme, look.standing().join());
            }
        });
        return known;
    }

    private boolean isOver(Look look) {
        if (!look.standing().isDone() || look.standing().join().maySend(demand)) {
            return false;
        }
        Duration pause = pause(look.standing().join());
        return System.nanoTime() - look.begun() > pause.toNanos();
    }

    private Look look(String scheme) {
        CompletableFuture<Standing> standing = ask(scheme).toCompletableFuture();
        standing.thenAccept(found -> tell(scheme, found));
        return new Look(standing, System.nanoTime());
    }

    private CompletionStage<Standing> ask(String scheme) {
        Optional<Operation> way = contract.operations().stream()
                .filter(operation -> operation.enabled() && operation.security().equals(scheme))
                .filter(operation -> TenantMark.of(operation).isPresent())
                .filter(usable)
                .findFirst();
        if (way.isEmpty()) {
            return CompletableFuture.completedStage(Standing.unshown("no operation of the contract that is on shows"
                    + " the community of a key for " + scheme + " (x-rai-tenant-check)"));
        }
        Reading reading = new Reading(way.get(), community);
        try {
            return client.callAsync(call(way.get())).handle((answer, failure) -> judge(reading, answer, failure));
        } catch (RuntimeException e) {
            return CompletableFuture.completedStage(reading.failed(e));
        }
    }

    private static Standing judge(Reading reading, Answer answer, Throwable failure) {
        return failure == null
                ? reading.answered(answer)
                : reading.failed(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
    }

    private ApiCall call(Operation operation) {
        String name = contract.communityParameter();
        boolean named = operation.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(name));
        return named ? ApiCall.of(operation.id()).with(name, community) : ApiCall.of(operation.id());
    }

    private void tell(String scheme, Standing found) {
        if (!found.maySend(demand)) {
            LOG.error("Effects with the key for {} wait: {}", scheme, found.why());
        } else if (found.kind() == Kind.UNSHOWN) {
            LOG.warn("Effects with the key for {} go out unchecked: {}", scheme, found.why());
        }
    }
}
