package ai.returning.routes.effects;

import ai.returning.routes.support.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An effect as the ledger holds it. Times are milliseconds since 1970.
 *
 * @param id hash of tenant, effect name, business key, subject and operation
 * @param content the call as JSON: {@code parameters} and {@code body}
 * @param attempt from 1; a new one only after evidence that the last did not happen, or that nothing left this host
 * @param version counts the transitions; every write names the version it starts from
 * @param admission tells the winner of two that admit the same effect
 * @param owner the process that works on it; null if none
 * @param dueAt not sent, or not read back, before this time
 * @param looks read-backs in a row that found nothing
 * @param sentAt when it was last claimed to be sent
 * @param answer what the API answered, clipped; null if nothing
 * @param reason why it stands where it stands, if that needs words
 * @param head hash of the newest transition
 * @param position order of admission; effects of one fence are sent by it
 * @param origin who wanted it
 * @param stake what it moves; empty if nothing is counted
 * @param lane how it reaches the API
 * @param carrier the newest file that carries it; empty in the lane of calls
 */
public record Effect(
        String id,
        String tenant,
        String effect,
        String businessKey,
        String subject,
        String operation,
        String content,
        String contentHash,
        Optional<String> fence,
        String flow,
        String place,
        EffectState state,
        int attempt,
        long version,
        String admission,
        @Nullable String owner,
        long dueAt,
        int looks,
        @Nullable Long sentAt,
        @Nullable String answer,
        @Nullable String reason,
        String head,
        long position,
        long admittedAt,
        long changedAt,
        Origin origin,
        Optional<Stake> stake,
        Lane lane,
        Optional<Carrier> carrier) {
    /**
     * The rule and the event behind an effect.
     *
     * @param rule empty if a step of a route wanted it
     * @param eventKey empty if a step of a route wanted it
     */
    public record Origin(String rule, String eventKey) {}

    /**
     * The place in a file.
     *
     * @param row from 0
     */
    public record Carrier(String fileId, int row) {}

    private static final int SHOWN_KEY = 200;

    /** The same with other words for where it stands; not written. */
    Effect because(@Nullable String why) {
        return copy(why, head);
    }

    /** The same with the start of its chain; not written yet. */
    Effect withHead(String start) {
        return copy(reason, start);
    }

    private Effect copy(@Nullable String why, String newest) {
        return new Effect(
                id,
                tenant,
                effect,
                businessKey,
                subject,
                operation,
                content,
                contentHash,
                fence,
                flow,
                place,
                state,
                attempt,
                version,
                admission,
                owner,
                dueAt,
                looks,
                sentAt,
                answer,
                why,
                newest,
                position,
                admittedAt,
                changedAt,
                origin,
                stake,
                lane,
                carrier);
    }

    static String id(String tenant, EffectOrder order) {
        return Hash.of(tenant, order.effect(), order.businessKey(), order.subject(), order.operation());
    }

    static String contentHash(String operation, String content) {
        return Hash.of(operation, content);
    }

    /** Where the chain of its transitions starts: a hash over everything that never changes. */
    String seed() {
        List<String> parts = new ArrayList<>(List.of(
                id, contentHash, fence.orElse(""), flow, place, Long.toString(position), Long.toString(admittedAt)));
        // those of steps have none of it, and keep the chains they began with
        if (stake.isPresent()
                || lane != Lane.CALL
                || !origin.rule().isEmpty()
                || !origin.eventKey().isEmpty()) {
            parts.add(stake.map(one -> one.amount().stripTrailingZeros().toPlainString())
                    .orElse(""));
            parts.add(stake.map(Stake::unit).orElse(""));
            parts.add(lane.word());
            parts.add(origin.rule());
            parts.add(origin.eventKey());
        }
        return Hash.of(parts.toArray(String[]::new));
    }

    /** True if identity and content fit their hashes. */
    public boolean isUnchanged() {
        return id.equals(Hash.of(tenant, effect, businessKey, subject, operation))
                && contentHash.equals(contentHash(operation, content));
    }

    /** The business key without e-mail addresses, for people and logs. */
    public String shownKey() {
        return Redaction.text(businessKey, SHOWN_KEY);
    }
}
