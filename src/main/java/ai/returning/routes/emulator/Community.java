package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of the community. Calls of {@link #alone} run one at a time and between the rows of jobs, so that what
 * they read still holds when they write. The lock is the store of users.
 */
final class Community {
    private final String id;
    private final Profile profile;
    private final UserStore users;
    private final AppliedRecord record;
    private final Clock clock;
    private final Badges badges = new Badges();
    private final Messages messages = new Messages();
    private final Histories histories = new Histories();
    private Consumer<Deed> told = deed -> {};

    Community(String id, Profile profile, UserStore users, AppliedRecord record, Clock clock) {
        this.id = id;
        this.profile = profile;
        this.users = users;
        this.record = record;
        this.clock = clock;
    }

    /** The handler, for keys of this community, undisturbed by any other change. */
    OperationHandler alone(OperationHandler handler) {
        return call -> {
            requireHome(call);
            synchronized (users) {
                return handler.handle(call);
            }
        };
    }

    @Behaviour(
            of = "keys",
            does =
                    "Beside getUserData, searchUsers, listUserFields, listMyServers and the job queries, which show an empty"
                            + " community or the key's own, a key of another community than the emulator's own is 403.")
    @Assumed(why = "the emulator holds one community; what another one has is unknown to it")
    void requireHome(Call call) throws RefusedException {
        if (!call.key().communityId().equals(id)) {
            throw RefusedException.partial(403, "API key has no access to this community");
        }
    }

    /** Keeps the deed and does it. Only inside {@link #alone}. */
    void commit(Deed deed) throws IOException {
        record.call(deed, clock.instant());
        deed.steps().forEach(step -> apply(deed.user(), step));
        told.accept(deed);
    }

    /** Is told each deed when it is done, but for what a restart does again. */
    void tell(Consumer<Deed> listener) {
        told = listener;
    }

    /** Does a line of the record again. */
    void replay(JsonNode line) {
        User user = users.numbered(line.get("user").asInt());
        for (JsonNode change : line.get("changes")) {
            apply(
                    user,
                    new Deed.Step(
                            change.get(0).asText(),
                            change.get(1).asText(),
                            change.get(2).textValue(),
                            change.get(3).textValue()));
        }
    }

    private void apply(@Nullable User user, Deed.Step step) {
        switch (step.field()) {
            case "@user", "@image" -> {
                // users stand in their own file, images are not shown again
            }
            case "@account" -> {
                if (user != null) {
                    user.setDeleted(step.operator().equals("delete"));
                }
            }
            case "@field" -> applyField(step);
            case "@badge" -> badges.apply(step);
            case "@award" -> badges.hold(user, step);
            case "@history" -> histories.apply(step);
            case "@message" -> messages.post(step);
            case "@reaction" -> messages.react(step);
            default -> {
                int place = users.anyIndex(step.field());
                if (user != null && place >= 0) {
                    users.set(user, place, valueAfter(step, users.value(user, place)));
                }
            }
        }
    }

    /**
     * What was added or subtracted counts, not the sum: after a crash inside a job its rows are done again behind the
     * calls that came between them.
     */
    private static @Nullable String valueAfter(Deed.Step step, @Nullable String current) {
        boolean relative = step.operator().equals("add") || step.operator().equals("subtract");
        if (!relative || step.after() == null) {
            return step.after();
        }
        BigDecimal difference = new BigDecimal(step.after()).subtract(number(step.before()));
        return number(current).add(difference).toPlainString();
    }

    private static BigDecimal number(@Nullable String text) {
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    /** Definitions stand in the file of the users; here goes what hangs on a deleted one. */
    private void applyField(Deed.Step step) {
        if (step.operator().equals("delete")) {
            JsonNode old = Things.read(step.before());
            int place = users.fieldIndex(old.path("field").asText());
            if (place >= 0) {
                users.clear(place); // values that a field of the same key had before
            }
            histories.forget(old.path("_id").asText());
        }
    }

    String id() {
        return id;
    }

    Instant now() {
        return clock.instant();
    }

    Profile profile() {
        return profile;
    }

    UserStore users() {
        return users;
    }

    Badges badges() {
        return badges;
    }

    Messages messages() {
        return messages;
    }

    Histories histories() {
        return histories;
    }
}
