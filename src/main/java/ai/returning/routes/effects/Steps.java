package ai.returning.routes.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds a move of one effect, step by step, with its chain of hashes. */
public final class Steps {
    private final Effect before;
    private final String node;
    private final long now;
    private final List<Transition> steps = new ArrayList<>();
    private EffectState state;
    private String head;
    private int attempt;
    private long dueAt;
    private int looks;
    private @Nullable Long sentAt;
    private @Nullable String answer;
    private @Nullable String reason;
    private @Nullable String owner;
    private long lease;
    private Optional<Effect.Carrier> carrier;

    Steps(Effect before, String node, long now) {
        this.before = before;
        this.node = node;
        this.now = now;
        this.state = before.state();
        this.head = before.version() == 0 ? before.seed() : before.head();
        this.attempt = before.attempt();
        this.dueAt = before.dueAt();
        this.looks = before.looks();
        this.sentAt = before.sentAt();
        this.answer = before.answer();
        this.reason = before.reason();
        this.carrier = before.carrier();
    }

    /** One transition; {@code why} also becomes the reason shown with the effect. */
    public Steps to(EffectState next, String why) {
        String clean = kept(why);
        String said = clean.length() <= 1000 ? clean : clean.substring(0, 1000);
        Transition step = Transition.after(
                head, before.id(), (int) before.version() + steps.size() + 1, state, next, attempt, now, node, said);
        steps.add(step);
        state = next;
        head = step.hash();
        reason = said;
        return this;
    }

    /** What follows belongs to another attempt. */
    public Steps nextAttempt() {
        attempt++;
        looks = 0;
        return this;
    }

    /** The file that carries it from now on. */
    public Steps carriedBy(Effect.Carrier file) {
        carrier = Optional.of(file);
        return this;
    }

    /** Not before this time. */
    public Steps dueAt(long time) {
        dueAt = time;
        return this;
    }

    /** So many looks in a row found nothing. */
    public Steps looks(int count) {
        looks = count;
        return this;
    }

    /** It is sent at the time of this move. */
    public Steps sentNow() {
        sentAt = now;
        return this;
    }

    /** What the API answered; null if nothing. */
    public Steps answer(@Nullable String text) {
        answer = text == null ? null : kept(text);
        return this;
    }

    /** What others wrote may hold what no database keeps as text. */
    private static String kept(String text) {
        return text.replace('\0', ' ');
    }

    /** Who holds it from now on, and for how many milliseconds; without this nobody does. */
    public Steps heldBy(String holder, long millis) {
        owner = holder;
        lease = millis;
        return this;
    }

    /** The finished move. */
    public Move done() {
        Effect after = new Effect(
                before.id(),
                before.tenant(),
                before.effect(),
                before.businessKey(),
                before.subject(),
                before.operation(),
                before.content(),
                before.contentHash(),
                before.fence(),
                before.flow(),
                before.place(),
                state,
                attempt,
                before.version() + steps.size(),
                before.admission(),
                owner,
                dueAt,
                looks,
                sentAt,
                answer,
                reason,
                head,
                before.position(),
                before.admittedAt(),
                now,
                before.origin(),
                before.stake(),
                before.lane(),
                carrier);
        return new Move(before, after, steps, lease);
    }
}
