package ai.returning.routes.identity;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.Priority;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.UserKind;
import ai.returning.routes.identity.Resolution.Resolved;
import ai.returning.routes.identity.Resolution.Unknown;
import ai.returning.routes.identity.store.IdentityStore;
import ai.returning.routes.identity.store.Note;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who the users of a tenant are, whatever name a source has for them. What is known and fresh comes from the store, the
 * rest from the API: one call however many ask for the same user at the same time, and the list of all users where many
 * are missing. Nothing is guessed. Safe for use by many threads and processes.
 */
public final class UserDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UserDirectory.class);

    private record Question(UserKind kind, String key, Set<UserKind> wanted, boolean anew) {}

    private final IdentityStore store;
    private final ApiClient client;
    private final Ways ways;
    private final Clock clock;
    private final IdentitySettings settings;
    private final ExecutorService workers;
    private final Map<Question, CompletableFuture<Resolution>> asked = new ConcurrentHashMap<>();
    private final Object listing = new Object();

    /**
     * @param store the names of this tenant
     * @param tenant id of the community
     * @param usable whether an operation has its key
     */
    public UserDirectory(
            IdentityStore store,
            ApiClient client,
            Contract contract,
            String tenant,
            Predicate<Operation> usable,
            Clock clock,
            IdentitySettings settings) {
        this.store = store;
        this.client = client;
        this.ways = new Ways(contract, tenant, usable);
        this.clock = clock;
        this.settings = settings;
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(settings.inFlight(), work -> {
            Thread thread = new Thread(work, "identity-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Who this is, for someone who waits for it; see {@link #resolveAll}. */
    public Resolution resolve(UserRef ref, Set<UserKind> wanted) {
        return resolveAll(List.of(ref), wanted, Priority.LIVE).getOrDefault(ref, new Unknown("Nobody was asked for."));
    }

    /**
     * Who these are.
     *
     * @param wanted the names that are needed
     * @param priority of the calls that this takes
     * @return an end for each
     * @throws RaiException STATE_UNAVAILABLE or STATE_WRITE_FAILED if the state cannot be read or written: as if the API
     *     were not there
     */
    public Map<UserRef, Resolution> resolveAll(Collection<UserRef> refs, Set<UserKind> wanted, Priority priority) {
        Set<UserRef> all = new LinkedHashSet<>(refs);
        Map<UserRef, Resolution> found = fromStore(all, wanted);
        Set<UserRef> missing = without(all, found.keySet());
        if (isWorthAList(missing)) {
            readList(missing, wanted, priority);
            found.putAll(fromStore(missing, wanted));
            missing = without(all, found.keySet());
        }
        Map<UserRef, CompletableFuture<Resolution>> open = new LinkedHashMap<>();
        missing.forEach(ref -> open.put(ref, ask(ref, wanted, false, priority)));
        open.forEach((ref, answer) -> found.put(ref, join(answer)));
        return found;
    }

    /**
     * Asks the API anew for all names, because a person wants it: what stood against this name is forgotten.
     *
     * @return the user with every name that some operation shows
     */
    public Resolution refresh(UserRef ref) {
        store.settle(ref);
        return join(ask(ref, reachable(ref.kind()), true, Priority.LIVE));
    }

    /** The names that can be learnt from a name of this kind, itself included. */
    private Set<UserKind> reachable(UserKind kind) {
        EnumSet<UserKind> known = EnumSet.of(kind);
        for (int before = 0; before < known.size(); ) {
            before = known.size();
            ways.all().stream()
                    .filter(way -> way.askedBy(known).isPresent())
                    .toList()
                    .forEach(way -> known.addAll(way.mark().shows().keySet()));
        }
        return known;
    }

    /** What the store alone says: users who are known and fresh, and names that are known to lead nowhere. */
    private Map<UserRef, Resolution> fromStore(Set<UserRef> refs, Set<UserKind> wanted) {
        Map<UserRef, Resolution> found = new LinkedHashMap<>();
        refs.forEach(ref -> ref.unfit().ifPresent(why -> found.put(ref, new Unknown(why))));
        Set<UserRef> fit = without(refs, found.keySet());
        Map<UserRef, UserNames> users = store.find(fit);
        store.notes(fit).forEach((ref, note) -> against(ref, note).ifPresent(end -> found.put(ref, end)));
        users.forEach((ref, names) -> {
            if (fresh(names).all().keySet().containsAll(with(wanted, ref.kind()))) {
                found.putIfAbsent(ref, new Resolved(names));
            }
        });
        return found;
    }

    private Optional<Resolution> against(UserRef ref, Note note) {
        if (note.conflict()) {
            return Optional.of(Lookup.ambiguous(ref, note.why()));
        }
        boolean holds = note.at() + settings.keepUnknown().toMillis() > clock.millis();
        return holds ? Optional.of(Lookup.unknown(note.why())) : Optional.empty();
    }

    private UserNames fresh(UserNames names) {
        return names.since(clock.millis() - settings.keep().toMillis());
    }

    private boolean isWorthAList(Set<UserRef> missing) {
        return settings.listFrom() > 0
                && missing.size() >= settings.listFrom()
                && ways.list()
                        .filter(UserList::canRead)
                        .filter(way -> missing.stream()
                                .allMatch(ref -> way.mark().shows().containsKey(ref.kind())))
                        .isPresent();
    }

    /** At most one page for each missing user: then single calls cost no more. */
    private void readList(Set<UserRef> wantedUsers, Set<UserKind> wanted, Priority priority) {
        Way way = ways.list().orElseThrow();
        synchronized (listing) {
            Set<UserRef> missing = new LinkedHashSet<>(
                    without(wantedUsers, fromStore(wantedUsers, wanted).keySet()));
            Set<UserRef> plain = new LinkedHashSet<>();
            missing.forEach(ref -> plain.add(new UserRef(ref.kind(), ref.key())));
            UserList pages = new UserList(client, way, ways.community(way), priority);
            try {
                for (int page = 0; page < missing.size() && !plain.isEmpty() && pages.hasNext(); page++) {
                    List<Sighting> seen = pages.next();
                    learn(seen);
                    seen.forEach(one -> one.names()
                            .forEach((kind, value) -> plain.remove(new UserRef(kind, UserRef.key(kind, value)))));
                }
            } catch (RaiException e) {
                LOG.warn("The list of users could not be read, so users are asked for one by one: {}", e.getMessage());
            }
        }
    }

    private void learn(List<Sighting> seen) {
        if (!seen.isEmpty()) {
            store.learn(seen, clock.millis())
                    .forEach(conflict -> conflict.ifPresent(why -> LOG.warn("A user is ambiguous: {}", why)));
        }
    }

    /** Whoever asks the same while a question is under way gets its answer. */
    private CompletableFuture<Resolution> ask(UserRef ref, Set<UserKind> wanted, boolean anew, Priority priority) {
        Question question = new Question(ref.kind(), ref.key(), Set.copyOf(wanted), anew);
        CompletableFuture<Resolution> mine = new CompletableFuture<>();
        CompletableFuture<Resolution> other = asked.putIfAbsent(question, mine);
        if (other != null) {
            return other;
        }
        workers.execute(() -> {
            try {
                mine.complete(look(ref, wanted, anew, priority));
            } catch (Throwable e) { // whoever waits must learn of it, whatever it is
                mine.completeExceptionally(e);
            } finally {
                asked.remove(question, mine);
            }
        });
        return mine;
    }

    private Resolution look(UserRef ref, Set<UserKind> wanted, boolean anew, Priority priority) {
        if (!anew) {
            // somebody may have learnt it since the store was asked
            Resolution known = fromStore(Set.of(ref), wanted).get(ref);
            if (known != null) {
                return known;
            }
        }
        Optional<UserNames> fresh = anew
                ? Optional.empty()
                : Optional.ofNullable(store.find(List.of(ref)).get(ref))
                        .map(this::fresh)
                        .filter(names -> names.all().containsKey(ref.kind()));
        return new Lookup(client, ways, store, clock, ref, wanted, priority).run(fresh);
    }

    private static Resolution join(CompletableFuture<Resolution> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RaiException known) {
                throw known;
            }
            throw e;
        }
    }

    private static Set<UserRef> without(Set<UserRef> refs, Set<UserRef> done) {
        Set<UserRef> rest = new LinkedHashSet<>(refs);
        rest.removeAll(done);
        return rest;
    }

    private static Set<UserKind> with(Set<UserKind> wanted, UserKind own) {
        Set<UserKind> all = EnumSet.of(own);
        all.addAll(wanted);
        return all;
    }

    /** Looks that are under way end by themselves; nobody is told of them. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
