package ai.returning.routes.component.sync;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.rules.Decider;
import ai.returning.routes.effects.rules.RuleSet;
import ai.returning.routes.effects.rules.RuleSettings;
import ai.returning.routes.effects.store.VerdictStore;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides by the files of rules that stand in the folders of flows; one decider a file, whoever asks. */
public final class RuleDeciders implements Deciders {
    private static final Logger LOG = LoggerFactory.getLogger(RuleDeciders.class);
    private static final String END = ".rules.yaml";

    private final Path flows;
    private final Contract contract;
    private final RuleSettings settings;
    private final Function<RuleSet, Decider> deciders;
    private final VerdictStore verdicts;
    private final Clock clock;
    private final Map<String, One> known = new TreeMap<>();

    /**
     * @param flows the folder of the flows
     * @param settings what rules may read as {@code {{name}}}
     * @param deciders makes the decider of rules
     * @param verdicts where what cannot be read is kept
     */
    public RuleDeciders(
            Path flows,
            Contract contract,
            RuleSettings settings,
            Function<RuleSet, Decider> deciders,
            VerdictStore verdicts,
            Clock clock) {
        this.flows = flows;
        this.contract = contract;
        this.settings = settings;
        this.deciders = deciders;
        this.verdicts = verdicts;
        this.clock = clock;
    }

    @Override
    public synchronized Deciding of(String rules) {
        return known.computeIfAbsent(rules, this::open);
    }

    private One open(String rules) {
        Path file =
                flows.resolve(rules.substring(0, rules.length() - END.length())).resolve(rules);
        if (!Files.isRegularFile(file)) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai-sync:decide names the rules '" + rules + "', but " + file + " is not there.");
        }
        return new One(deciders.apply(RuleSet.read(file, contract, settings)), file.toString());
    }

    /** Decides again what persons asked for, in all flows. One that fails holds up no other. */
    public void replayRound() {
        List<One> all;
        synchronized (this) {
            all = List.copyOf(known.values());
        }
        for (One one : all) {
            try {
                one.decider.replayRound();
            } catch (RaiException e) {
                LOG.warn(
                        "Parked events could not be decided again, and will be: flow={} reason={}",
                        one.decider.flow(),
                        e.getMessage());
            }
        }
    }

    /** One file. */
    private final class One implements Deciding {
        private final Decider decider;
        private final String place;

        One(Decider decider, String place) {
            this.decider = decider;
            this.place = place;
        }

        @Override
        public CompletionStage<Map<String, Integer>> decide(List<Map<String, @Nullable Object>> events, String run) {
            return decider.decide(events, run).thenApply(decided -> {
                Map<String, Integer> counts = new TreeMap<>();
                decided.verdicts().forEach((kind, count) -> counts.put(kind.word(), count));
                return counts;
            });
        }

        @Override
        public void park(String key, String why) {
            verdicts.keep(List.of(new Verdict(
                    0,
                    decider.flow(),
                    key,
                    "",
                    Verdict.Kind.PARKED,
                    "unreadable",
                    why,
                    place,
                    "",
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    clock.millis())));
        }
    }
}
