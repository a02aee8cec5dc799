package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.Cap;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.rules.Limits.Shared;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds one effect against the limits of its flow. */
final class LimitKeeper {
    private final String flow;
    private final Limits limits;
    private final Clock clock;

    LimitKeeper(String flow, Limits limits, Clock clock) {
        this.flow = flow;
        this.limits = limits;
        this.clock = clock;
    }

    /** An amount that may be moved at all. */
    Stake stake(BigDecimal amount, String unit, boolean subtracts) throws RefusedException {
        if (amount.signum() <= 0) {
            throw refused(amount, unit, "nothing below or at zero is moved");
        }
        if (amount.compareTo(limits.above()) <= 0) {
            throw refused(amount, unit, "it must be above " + limits.above().toPlainString());
        }
        if (limits.to().isPresent() && amount.compareTo(limits.to().get()) > 0) {
            throw refused(
                    amount, unit, "the most is " + limits.to().get().toPlainString() + " (" + limits.place() + ")");
        }
        return new Stake(subtracts ? amount.negate() : amount, unit);
    }

    private static RefusedException refused(BigDecimal amount, String unit, String rule) {
        return new RefusedException(Refusal.AMOUNT, amount.toPlainString() + " " + unit + ": " + rule);
    }

    /** Why a person has to approve it first. */
    Optional<String> approval(Optional<Stake> stake) {
        return limits.approveAbove()
                .filter(most -> stake.isPresent() && stake.get().amount().abs().compareTo(most) > 0)
                .map(most -> "It moves " + stake.orElseThrow().amount().toPlainString() + " "
                        + stake.orElseThrow().unit() + "; more than " + most.toPlainString() + " needs an approval.");
    }

    /**
     * The caps that an effect counts against.
     *
     * @param subject the user, by a name that does not change
     */
    List<Cap> caps(String subject, String run, Optional<Stake> stake) {
        String unit = stake.map(Stake::unit).orElse("");
        List<Cap> caps = new ArrayList<>();
        for (Shared shared : limits.shared()) {
            caps.add(new Cap(
                    scope(shared.scope(), subject, run, unit),
                    words(shared, unit),
                    shared.count(),
                    shared.amount(),
                    shared.scope().lasting()));
        }
        return caps;
    }

    /** Days are ours, not those of the event: an old event must not find an empty day. */
    private String scope(Limits.Scope scope, String subject, String run, String unit) {
        LocalDate day = LocalDate.ofInstant(clock.instant(), limits.zone());
        String of =
                switch (scope) {
                    case USER_AND_DAY -> day + "|" + subject;
                    case USER -> subject;
                    case RUN -> run;
                    case DAY -> day.toString();
                    case FLOW -> "";
                };
        return String.join("|", flow, scope.key(), of, unit);
    }

    private static String words(Shared shared, String unit) {
        String count = shared.count() == 0 ? "" : Long.toString(shared.count());
        String amount = shared.amount()
                .map(most -> (count.isEmpty() ? "" : " or ") + most.toPlainString() + " " + unit)
                .orElse("");
        return count + amount + " " + shared.scope().words();
    }
}
